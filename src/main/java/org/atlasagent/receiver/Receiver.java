package org.atlasagent.receiver;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.atlasagent.spectatord.Flaw;
import org.atlasagent.spectatord.LineParser;

/**
 * Takes lines of the protocol and keeps what they come to, as SpectatorD does: in steps of five
 * seconds, meters that expire after fifteen minutes without a line, and half an hour of the past.
 * Any thread may call; none is held up for longer than a step or an answer takes.
 */
public final class Receiver {
  private final LongSupplier nanoTime;
  private final LongSupplier wallMillis;
  private final LineListener listener;
  private final StepListener stepListener;
  private final LineParser parser = new LineParser();
  private final Steps steps;
  private final MeterTable table;
  private final PointLog log;
  private final Map<Flaw, Long> refused = new EnumMap<>(Flaw.class);
  private int open;
  private long accepted;

  /**
   * A receiver that has seen nothing.
   *
   * @param capacity how much it may keep
   * @param start when its first step began, on the monotonic clock, at most five seconds ago
   * @param nanoTime the monotonic clock
   * @param wallMillis the wall clock
   * @param listener told of each line, while no other thread gets through
   */
  public Receiver(
      Capacity capacity,
      long start,
      LongSupplier nanoTime,
      LongSupplier wallMillis,
      LineListener listener) {
    this(capacity, start, nanoTime, wallMillis, listener, StepListener.NONE);
  }

  /**
   * A receiver that has seen nothing, and tells what its steps come to.
   *
   * @param capacity how much it may keep
   * @param start when its first step began, on the monotonic clock, at most five seconds ago
   * @param nanoTime the monotonic clock
   * @param wallMillis the wall clock
   * @param listener told of each line, while no other thread gets through
   * @param stepListener told of each step that is over
   */
  public Receiver(
      Capacity capacity,
      long start,
      LongSupplier nanoTime,
      LongSupplier wallMillis,
      LineListener listener,
      StepListener stepListener) {
    this.stepListener = stepListener;
    this.nanoTime = nanoTime;
    this.wallMillis = wallMillis;
    this.listener = listener;
    steps = new Steps(start);
    table = new MeterTable(capacity);
    log = new PointLog(capacity.points());
  }

  /** Takes lines, with line ends between them: a datagram. */
  public synchronized void accept(byte[] bytes, int offset, int length) {
    Moment now = advance();
    int end = offset + length;
    int from = offset;
    while (from < end) {
      int to = from;
      while (to < end && bytes[to] != '\n') {
        to++;
      }
      if (to > from) {
        line(bytes, from, to, now);
      }
      from = to + 1;
    }
  }

  /**
   * Ends the steps whose time is over.
   *
   * @return how many nanoseconds the present step still takes
   */
  public synchronized long tick() {
    Moment now = advance();
    return steps.end(open) - now.nanos();
  }

  /** What is known now. */
  public synchronized Snapshot snapshot() {
    Moment now = advance();
    List<Snapshot.Row> rows = new ArrayList<>(table.size());
    for (ReceivedMeter meter : table.all()) {
      List<Snapshot.Value> values = new ArrayList<>(meter.tracks().size());
      for (Track track : meter.tracks()) {
        values.add(new Snapshot.Value(track.statistic(), track.at(open - 1)));
      }
      rows.add(new Snapshot.Row(meter.key(), values, meter.reading(open)));
    }
    return new Snapshot(open - 1, ageMillis(now), rows, accepted, refusedInAll());
  }

  /**
   * The past of some meters, of each statistic, up to the last step that is over.
   *
   * @param numbers of meters, as {@link Snapshot.Row#number} has them; one that is no more is left
   *     out
   * @param first the first step that is wanted; what is older than half an hour is left out
   */
  public synchronized History history(int[] numbers, int first) {
    Moment now = advance();
    int last = open - 1;
    int from = Math.clamp(first, Math.max(0, last - Steps.KEPT + 1), Math.max(0, last + 1));
    List<History.Line> lines = new ArrayList<>();
    for (int number : numbers) {
      ReceivedMeter meter = table.numbered(number);
      if (meter != null) {
        for (Track track : meter.tracks()) {
          lines.add(new History.Line(number, track.statistic(), track.between(from, last, log)));
        }
      }
    }
    return new History(from, last, ageMillis(now), lines);
  }

  /** Lines that were refused, since the start, for a reason. */
  public synchronized long refused(Flaw flaw) {
    return refused.getOrDefault(flaw, 0L);
  }

  private void line(byte[] bytes, int from, int to, Moment now) {
    if (!parser.parse(bytes, from, to)) {
      refuse(bytes, from, to, parser.flaw());
      return;
    }
    ReceivedMeter meter = table.find(parser, open);
    if (meter == null) {
      refuse(bytes, from, to, Flaw.MANY_SERIES);
      return;
    }
    meter.sample(parser, now);
    accepted++;
    listener.accepted(bytes, from, to, parser);
  }

  private void refuse(byte[] bytes, int from, int to, Flaw flaw) {
    refused.merge(flaw, 1L, Long::sum);
    listener.refused(bytes, from, to, flaw);
  }

  private long refusedInAll() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How long the last step that is over has been over, in milliseconds. */
  private long ageMillis(Moment now) {
    return (now.nanos() - steps.end(open - 1)) / 1_000_000;
  }

  private void tell(int step, Moment now) {
    if (!stepListener.equals(StepListener.NONE)) {
      stepListener.begin(step, (now.nanos() - steps.end(step)) / 1_000_000);
      table.all().forEach(meter -> meter.tell(step, stepListener));
      stepListener.complete();
    }
  }

  private Moment advance() {
    Moment now = new Moment(nanoTime.getAsLong(), wallMillis.getAsLong());
    int present = steps.at(now.nanos());
    if (present > open) {
      table.close(open, now, log);
      tell(open, now);
      open = present;
    }
    return now;
  }
}

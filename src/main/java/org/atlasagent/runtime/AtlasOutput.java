package org.atlasagent.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.atlasagent.atlas.Publisher;
import org.atlasagent.atlas.Target;
import org.atlasagent.config.OutputLocation;
import org.atlasagent.receiver.Capacity;
import org.atlasagent.receiver.Intake;
import org.atlasagent.receiver.LineListener;
import org.atlasagent.receiver.Receiver;
import org.atlasagent.receiver.Steps;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.spectatord.Aftermath;
import org.atlasagent.spectatord.Delivery;
import org.atlasagent.spectatord.Flaw;
import org.atlasagent.spectatord.LineParser;
import org.atlasagent.spectatord.Transport;

/**
 * Takes lines to an Atlas backend: a receiver of its own keeps what they come to in steps that end
 * at multiples of five seconds of the wall clock, and a publisher sends it. Both have a thread,
 * which begins with the first lines, so that the collectors wait for neither.
 */
final class AtlasOutput implements Transport {
  /** What is left of the time that the end of the agent may take. */
  private static final long LAST_WORDS_MILLIS = 300;

  private static final long STEP_MILLIS = TimeUnit.SECONDS.toMillis(Steps.SECONDS);

  /**
   * A fleet spreads over this part of a step; what remains is for repetitions and slow networks.
   */
  private static final long SPREAD_MILLIS = 2500;

  private static final int BYTES_OF_A_SERIES = 400;

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong refused = new AtomicLong();
  private final Publisher publisher;
  private final Intake intake;

  /** An output to a backend; nothing need listen there yet. */
  AtlasOutput(OutputLocation.Atlas location, Clock clock) {
    publisher =
        new Publisher(
            new Target(
                location.encrypted(),
                location.host(),
                location.port(),
                // A zone says which interface of this machine; nobody else is told.
                location.authority().replaceFirst("%[^]]*", ""),
                location.path()),
            delayMillis(),
            clock::nanos,
            clock::wallMillis);
    long inStep = Math.floorMod(clock.wallMillis(), STEP_MILLIS);
    intake =
        new Intake(
            new Receiver(
                capacity(),
                clock.nanos() - TimeUnit.MILLISECONDS.toNanos(inStep),
                clock::nanos,
                clock::wallMillis,
                new Refusals(),
                publisher.steps()));
  }

  @Override
  public Delivery send(byte[] bytes, int offset, int length) {
    if (threads.isEmpty()) {
      start("atlas-steps", intake);
      start("atlas-publisher", publisher);
    }
    return intake.send(bytes, offset, length) instanceof Delivery.Dropped dropped
        ? dropped
        : Delivery.TAKEN;
  }

  @Override
  public Aftermath aftermath() {
    return new Aftermath(
        publisher.sent(), publisher.dropped() + refused.get(), publisher.problem());
  }

  @Override
  public Delivery probe() {
    Optional<String> problem = publisher.probe();
    return problem.isEmpty() ? Delivery.SENT : new Delivery.Dropped(problem.get());
  }

  @Override
  public int bound() {
    return intake.bound();
  }

  /** Sends the steps that are over, where that takes no time to speak of. */
  @Override
  public void close() {
    intake.close();
    publisher.close();
    if (threads.isEmpty()) {
      return;
    }
    threads.getFirst().interrupt();
    try {
      threads.getLast().join(LAST_WORDS_MILLIS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    publisher.cut();
  }

  private void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  /** Half of the heap for series, and the least for a past that nobody looks at. */
  private static Capacity capacity() {
    long series = Runtime.getRuntime().maxMemory() / 2 / BYTES_OF_A_SERIES;
    return new Capacity(Math.clamp(series, 1, 1 << 20), 1);
  }

  private static long delayMillis() {
    try (KernelFiles own = new KernelFiles(Path.of("/"))) {
      return MinuteOffset.of(own) * SPREAD_MILLIS / TimeUnit.MINUTES.toSeconds(1);
    }
  }

  /** Counts lines for which the receiver has no room. */
  private final class Refusals implements LineListener {
    @Override
    public void accepted(byte[] bytes, int from, int to, LineParser line) {}

    @Override
    public void refused(byte[] bytes, int from, int to, Flaw flaw) {
      refused.incrementAndGet();
    }
  }
}

package org.atlasagent.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atlasagent.spectatord.Delivery;
import org.atlasagent.spectatord.Transport;

/** Keeps what is sent and when; takes nothing while it is told to be absent. */
final class RecordingTransport implements Transport {
  private final Clock clock;
  private final int bound;
  private final List<Datagram> datagrams = new ArrayList<>();
  private Optional<String> problem = Optional.empty();
  private boolean closed;

  /** What was sent at once. */
  record Datagram(long nanos, String text) {}

  RecordingTransport(Clock clock, int bound) {
    this.clock = clock;
    this.bound = bound;
  }

  List<Datagram> datagrams() {
    return datagrams;
  }

  boolean closed() {
    return closed;
  }

  void absent(boolean absent) {
    problem = absent ? Optional.of("connect: ENOENT (/there)") : Optional.empty();
  }

  void drops(String why) {
    problem = Optional.of(why);
  }

  @Override
  public Delivery send(byte[] bytes, int offset, int length) {
    if (problem.isPresent()) {
      return new Delivery.Dropped(problem.get());
    }
    datagrams.add(new Datagram(clock.nanos(), new String(bytes, offset, length, US_ASCII)));
    return Delivery.SENT;
  }

  @Override
  public Delivery probe() {
    return Delivery.SENT;
  }

  @Override
  public int bound() {
    return bound;
  }

  @Override
  public void close() {
    closed = true;
  }
}

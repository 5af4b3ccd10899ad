package org.atlasagent.runtime;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.atlasagent.receiver.Capacity;
import org.atlasagent.receiver.Intake;
import org.atlasagent.receiver.LineListener;
import org.atlasagent.receiver.Receiver;
import org.atlasagent.receiver.Snapshot;
import org.atlasagent.receiver.Steps;
import org.atlasagent.spectatord.CopyingTransport;
import org.atlasagent.spectatord.Transport;

/**
 * A receiver inside of the agent, fed by a thread of its own. Whoever looks at it holds up that
 * thread at most, never the collectors.
 */
final class EmbeddedReceiver {
  /**
   * Steps end about a second after the agent's rounds of five seconds begin, so that what a round
   * reports is seen soon, and the first values soon after the start.
   */
  private static final long AHEAD_NANOS = TimeUnit.SECONDS.toNanos(Steps.SECONDS - 2);

  /** After the end of a step, so that it is over for certain. */
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Clock clock;
  private final Receiver receiver;

  EmbeddedReceiver(Clock clock) {
    this.clock = clock;
    receiver =
        new Receiver(
            Capacity.of(Runtime.getRuntime().maxMemory() / 2),
            clock.nanos() - AHEAD_NANOS,
            clock::nanos,
            clock::wallMillis,
            LineListener.NONE);
  }

  /** What has been received. */
  Receiver receiver() {
    return receiver;
  }

  /** A transport to an output and to this receiver; its thread begins. */
  Transport beside(Transport output) {
    Intake intake = new Intake(receiver);
    start("receiver", intake);
    return new CopyingTransport(output, intake);
  }

  /** Shows what is known after each step, for as long as the process lives. */
  void show(Consumer<Snapshot> view) {
    start(
        "view",
        () -> {
          while (!Thread.currentThread().isInterrupted()) {
            long end = clock.nanos() + receiver.tick() + SETTLE_NANOS;
            while (clock.nanos() - end < 0) {
              clock.waitNanos(end - clock.nanos());
            }
            view.accept(receiver.snapshot());
          }
        });
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}

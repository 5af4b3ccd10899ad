package org.atlasagent.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.atlasagent.benchmarks.MovingHost;
import org.atlasagent.collector.Due;
import org.atlasagent.collector.Flavor;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.spectatord.Batch;
import org.atlasagent.spectatord.Outbox;
import org.atlasagent.spectatord.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's collectors, batch and outbox without its schedule: a round runs when it is told to.
 * Wired as {@link Daemon} does it, on the running machine or on a recorded host.
 */
final class Rounds implements AutoCloseable {
  /** The name of the running machine among the hosts. */
  static final String LIVE = "live";

  /** The name of the host of some 500 series. */
  static final String DEVICES = "devices";

  private static final long LIVE_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
  private static final Path ROOT = Path.of("/");
  private static final Due SECOND = new Due(true, false, false);
  private static final Due FIVE_SECONDS = new Due(true, true, false);

  private final @Nullable MovingHost host;
  private final KernelFiles files;
  private final BlockingPool pool;
  private final Assembly assembly;
  private final Outbox outbox;

  /**
   * Wires an agent; nothing has run yet.
   *
   * @param name a host of the tests, or one of the names here
   * @param transport where the lines go; closed in the end
   */
  Rounds(String name, Transport transport) throws IOException {
    this(
        switch (name) {
          case LIVE -> null;
          case DEVICES -> MovingHost.withDevices("modern");
          default -> MovingHost.copyOf(name);
        },
        transport);
  }

  private Rounds(@Nullable MovingHost host, Transport transport) {
    this(
        host,
        AgentConfig.builder().root(host == null ? ROOT : host.root()).build(),
        TimeUnit.SECONDS.toNanos(1),
        transport);
  }

  /**
   * Wires an agent as an operator wants it, on the running machine.
   *
   * @param config with the root below which the machine is
   * @param overdueNanos how long what may block may take before it counts as hanging
   * @param transport where the lines go; closed in the end
   */
  Rounds(AgentConfig config, long overdueNanos, Transport transport) {
    this(null, config, overdueNanos, transport);
  }

  private Rounds(
      @Nullable MovingHost host, AgentConfig config, long overdueNanos, Transport transport) {
    this.host = host;
    Clock clock = Clock.SYSTEM;
    files = new KernelFiles(config.root());
    Batch batch = new Batch();
    pool = new BlockingPool(clock, overdueNanos, TimeUnit.SECONDS.toNanos(10));
    outbox = new Outbox(batch, transport);
    assembly =
        new Assembly(
            config,
            Flavor.SYSTEM,
            files,
            collector -> batch,
            rejected ->
                new SelfStatistics(
                    clock, outbox::linesSent, outbox::linesDropped, rejected, () -> 0),
            new RunSurroundings(
                batch, pool, clock, Log.silent(clock), TimeUnit.MINUTES.toNanos(1)));
  }

  /** Lets the numbers of the host go on; on the running machine, by waiting some jiffies. */
  void step() {
    if (host != null) {
      host.step();
    } else {
      Clock.SYSTEM.waitNanos(LIVE_STEP_NANOS);
    }
  }

  /** A round of every second. */
  void second() {
    assembly.round(SECOND);
    pump();
  }

  /** A round of every five seconds. */
  void fiveSeconds() {
    assembly.round(FIVE_SECONDS);
    pump();
  }

  /** A round of every minute; what was asked and may block is reported by the next round. */
  void minute() {
    assembly.round(Due.ALL);
    pump();
  }

  /** Reports the answers to what may block, as the round after a minute's does. */
  void answers() {
    pool.tick();
    pump();
  }

  /** Whether something that may block was asked and not yet answered. */
  boolean pending() {
    return pool.pending();
  }

  long linesSent() {
    return outbox.linesSent();
  }

  long linesDropped() {
    return outbox.linesDropped();
  }

  @Override
  public void close() throws IOException {
    outbox.close();
    files.close();
    if (host != null) {
      host.close();
    }
  }

  private void pump() {
    while (outbox.pump()) {
      Clock.SYSTEM.waitNanos(TimeUnit.MILLISECONDS.toNanos(Outbox.PAUSE_MILLIS));
    }
  }
}

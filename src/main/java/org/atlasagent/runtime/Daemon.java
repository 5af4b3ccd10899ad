package org.atlasagent.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.linux.Signals;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.spectatord.Batch;
import org.atlasagent.spectatord.Outbox;
import org.atlasagent.spectatord.Transport;

/** The agent as a process: made from its configuration, and ended by a signal. */
final class Daemon {
  private static final long MILLIS_TO_END = 900;

  /** Shorter than any time between two minute rounds, so that none of their changes is missed. */
  private static final int SECONDS_BETWEEN_LOG_LINES = 20;

  private final AgentConfig config;
  private final FlavorDetection.Detected detected;
  private final Clock clock;
  private final Log log;
  private final UnaryOperator<Transport> outputs;

  /**
   * A daemon that has not begun.
   *
   * @param outputs where the lines go, given where the operator wants them
   */
  Daemon(
      AgentConfig config,
      FlavorDetection.Detected detected,
      Clock clock,
      Log log,
      UnaryOperator<Transport> outputs) {
    this.outputs = outputs;
    this.config = config;
    this.detected = detected;
    this.clock = clock;
    this.log = log;
  }

  /** Runs until SIGTERM or SIGINT; the exit code. */
  int run() {
    Signals.ignore(Signals.SIGHUP);
    double factor = config.cadenceFactor();
    KernelFiles files = new KernelFiles(config.root());
    Timetable timetable =
        new Timetable(
            factor,
            config.minuteSeconds(),
            MinuteOffset.of(files),
            clock.nanos(),
            clock.wallMillis());
    Batch batch = new Batch();
    BlockingPool pool =
        new BlockingPool(clock, scaled(TimeUnit.SECONDS, 1), scaled(TimeUnit.SECONDS, 10));
    RunSurroundings surroundings =
        new RunSurroundings(
            batch, pool, clock, log, scaled(TimeUnit.SECONDS, SECONDS_BETWEEN_LOG_LINES));
    Outbox outbox =
        new Outbox(batch, outputs.apply(Transports.open(config.output(), resolver(pool), clock)));
    Assembly assembly =
        new Assembly(
            config,
            detected.flavor(),
            files,
            collector -> batch,
            rejected ->
                new SelfStatistics(
                    clock, outbox::linesSent, outbox::linesDropped, rejected, timetable::missed),
            surroundings);
    String summary =
        "flavor "
            + detected.flavor().optionName()
            + " ("
            + detected.why()
            + "), "
            + assembly.runs().size()
            + " collectors, output "
            + config.output();
    log.info("atlas-system-agent: " + summary);
    Agent agent =
        new Agent(
            assembly,
            outbox,
            timetable,
            surroundings,
            config.output().toString(),
            supervisor(summary, surroundings),
            new StartPages(log)::giveBack);
    Ending ending = new Ending();
    endBySignal(agent, assembly, ending);
    try {
      agent.run();
      ending.wellDone = true;
    } finally {
      ending.reached.countDown();
    }
    return 0;
  }

  /**
   * Ends the agent when the JVM is told to: SIGTERM and SIGINT. Leaves with 0, for that is how a
   * daemon ends well; the JVM's own 143 would count as a failure with systemd. An agent that broke
   * keeps the exit code of its failure.
   */
  private static void endBySignal(Agent agent, Assembly assembly, Ending ending) {
    Termination.does(() -> {
      agent.stop();
      // Here, for a broken or stuck agent too: its children must not outlive it.
      assembly.close();
      try {
        // Otherwise the JVM ends with its own code, which says that this was no good end.
        if (ending.reached.await(MILLIS_TO_END, TimeUnit.MILLISECONDS) && ending.wellDone) {
          Runtime.getRuntime().halt(0);
        }
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /** How the agent has ended. A CompletableFuture would bring pools of threads with it. */
  private static final class Ending {
    final CountDownLatch reached = new CountDownLatch(1);
    volatile boolean wellDone;
  }

  private Supervisor supervisor(String summary, RunSurroundings surroundings) {
    if (config.supervision().isEmpty()) {
      return Supervisor.NONE;
    }
    try {
      return new SystemdNotifier(config.supervision().get(), summary, surroundings);
    } catch (IllegalArgumentException unusable) {
      log.warn("systemd cannot be told how the agent is: " + unusable.getMessage());
      return Supervisor.NONE;
    }
  }

  /** Runs the look-up of a host name as a question that may block. */
  private Executor resolver(BlockingPool pool) {
    return command ->
        pool.ask(
            "output: look-up of the host name",
            () -> {
              command.run();
              return true;
            },
            new BlockingPool.Reply<Boolean>() {
              @Override
              public void answered(Boolean answer, long finishedNanos) {}

              @Override
              public void failed(Throwable failure, long finishedNanos) {
                log.warn("output: look-up of the host name failed: " + failure);
              }

              @Override
              public void overdue() {
                log.warn(
                    "output: the name server does not answer; lines are dropped until it does");
              }

              @Override
              public void lost() {}
            });
  }

  private long scaled(TimeUnit unit, long amount) {
    return Math.round(unit.toNanos(amount) / config.cadenceFactor());
  }
}

package org.atlasagent.source.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.atlasagent.source.sysfs.ProductName.Maker;
import org.jspecify.annotations.Nullable;

/**
 * PerfSpect as it is installed here: a child process from the first question on, that ends with the
 * agent, or when it is uninstalled. One thread asks; any may close.
 */
public final class InstalledPerfSpect implements PerfSpect {
  private static final Path DIRECTORY = Path.of("/apps/nflx-perfspect");
  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Path directory;
  private final Path program;
  private final long shortestPauseNanos;
  private final LongSupplier nanoClock;
  private @Nullable LineProgram running;
  private boolean closed;

  /** PerfSpect at the place where it is installed. */
  public InstalledPerfSpect(LongSupplier nanoClock) {
    this(DIRECTORY, SHORTEST_PAUSE_NANOS, nanoClock);
  }

  InstalledPerfSpect(Path directory, long shortestPauseNanos, LongSupplier nanoClock) {
    this.directory = directory;
    program = directory.resolve("bin/perfspect");
    this.shortestPauseNanos = shortestPauseNanos;
    this.nanoClock = nanoClock;
  }

  @Override
  public synchronized Optional<Printed> take(Maker maker) {
    if (closed || !Files.isExecutable(program)) {
      end();
      return Optional.empty();
    }
    if (running == null) {
      running =
          LineProgram.start(command(maker), shortestPauseNanos, LONGEST_PAUSE_NANOS, nanoClock);
    }
    LineProgram.Output output = running.take();
    return Optional.of(new Printed(output.lines(), output.problem()));
  }

  @Override
  public synchronized void close() {
    closed = true;
    end();
  }

  private void end() {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  private List<String> command(Maker maker) {
    String name = maker.name().toLowerCase(Locale.ROOT);
    return List.of(
        program.toString(),
        "metrics",
        "--eventfile",
        directory.resolve("etc/events-" + name + ".txt").toString(),
        "--metricfile",
        directory.resolve("etc/metrics-" + name + ".json").toString(),
        "--interval",
        "5",
        "--live",
        "--syslog");
  }
}

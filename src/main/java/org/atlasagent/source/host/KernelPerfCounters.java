package org.atlasagent.source.host;

import java.util.Optional;
import java.util.Set;
import org.atlasagent.linux.Errno;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.PerfEvents;
import org.atlasagent.source.SourceException;

/** Counters of the running kernel. Used by one thread. */
public final class KernelPerfCounters implements PerfCounters {
  private static final Set<Errno> ABSENT =
      Set.of(Errno.ENOENT, Errno.ENXIO, Errno.ENODEV, Errno.ENOSYS, Errno.EOPNOTSUPP);
  private static final Set<Errno> REFUSED = Set.of(Errno.EACCES, Errno.EPERM);

  private final PerfEvents events = new PerfEvents();

  @Override
  public Optional<Counter> open(PerfEvent event, int cpu) {
    try {
      return Optional.of(new Opened(events.open(event.type(), event.config(), cpu), event));
    } catch (LinuxException failure) {
      if (ABSENT.contains(failure.errno())) {
        return Optional.empty();
      }
      String hint =
          REFUSED.contains(failure.errno())
              ? " (needs CAP_PERFMON, or kernel.perf_event_paranoid at most 0, and a container"
                  + " whose seccomp profile allows the call)"
              : "";
      throw new SourceException(
          event.name() + " on CPU " + cpu, failure.call() + ": " + failure.errno() + hint, failure);
    }
  }

  private final class Opened implements Counter {
    private final int descriptor;
    private final PerfEvent event;

    Opened(int descriptor, PerfEvent event) {
      this.descriptor = descriptor;
      this.event = event;
    }

    @Override
    public Optional<PerfCount> read() {
      try {
        return events.read(descriptor)
            ? Optional.of(
                new PerfCount(events.value(), events.enabledNanos(), events.runningNanos()))
            : Optional.empty();
      } catch (LinuxException failure) {
        throw new SourceException(event.name(), failure.call() + ": " + failure.errno(), failure);
      }
    }

    @Override
    public void close() {
      events.close(descriptor);
    }
  }
}

package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.jspecify.annotations.Nullable;

/** The meters of one systemd unit. */
final class ServiceMeters {
  private static final int TTL_SECONDS = 60;
  private static final String PROCESS = "process";
  private static final String SERVICE = "service";

  private static final Metric STATUS =
      perService("systemd.service.status", Unit.NONE)
          .tag("state")
          .from("systemd over D-Bus, ListUnits: active state, sub state")
          .says("1 for the state in which the unit is, such as active.running or failed.failed.");
  private static final Metric RSS =
      perService("systemd.service.rss", Unit.BYTES)
          .from("/proc/PID/statm, second field x page size")
          .says("Memory of the service's main process that is resident.");
  private static final Metric FDS =
      perService("systemd.service.fds", Unit.COUNT)
          .tag("scope", PROCESS, SERVICE)
          .from("/proc/PID/fd of the main process; of all that cgroup.procs lists")
          .says("File descriptors that the main process, or the whole service, has open.");
  private static final Metric CPU_USAGE =
      perService("systemd.service.cpuUsage", Unit.PERCENT)
          .tag("scope", PROCESS, SERVICE)
          .from("/proc/PID/stat, utime + stime of the main process; cpu.stat, usage_usec")
          .says("CPU time that the main process, or the whole service, uses; 100 is one core.");
  private static final Metric MEMORY =
      perService("systemd.service.memory", Unit.BYTES)
          .from("memory.current of the service's cgroup")
          .says("Memory of the whole service, caches included.");

  static final List<Metric> METRICS = List.of(STATUS, RSS, FDS, CPU_USAGE, MEMORY);

  final Gauge rss;
  final Gauge processFds;
  final Gauge serviceFds;
  final Gauge processCpuUsage;
  final Gauge serviceCpuUsage;
  final Gauge memory;
  private final Meters meters;
  private final String name;
  private String state = "";
  private @Nullable Gauge status;

  ServiceMeters(Meters meters, String name) {
    this.meters = meters;
    this.name = name;
    rss = meters.gauge(RSS, name);
    processFds = meters.gauge(FDS, name, PROCESS);
    serviceFds = meters.gauge(FDS, name, SERVICE);
    processCpuUsage = meters.gauge(CPU_USAGE, name, PROCESS);
    serviceCpuUsage = meters.gauge(CPU_USAGE, name, SERVICE);
    memory = meters.gauge(MEMORY, name);
  }

  /** Reports the state, a series for each; the receiver soon forgets the former ones. */
  void status(String active, String sub) {
    String now = active + "." + sub;
    Gauge gauge = status;
    if (gauge == null || !now.equals(state)) {
      gauge = meters.gauge(STATUS, name, now);
      state = now;
      status = gauge;
    }
    gauge.set(1);
  }

  private static Metric perService(String metric, Unit unit) {
    return Metric.of(GAUGE, metric, unit).tag("service.name").keptFor(TTL_SECONDS);
  }
}

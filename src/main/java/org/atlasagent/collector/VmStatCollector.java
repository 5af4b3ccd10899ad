package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.GAUGE;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.MonotonicCounter;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.PerRound;
import org.atlasagent.source.Values;
import org.atlasagent.source.procfs.FileNr;
import org.atlasagent.source.procfs.ProcStat;
import org.atlasagent.source.procfs.ProcStat.Count;
import org.atlasagent.source.procfs.VmStat;

/** Reports what vmstat(8) shows beside memory: tasks, paging and swapping; and open files. */
final class VmStatCollector implements Collector {
  private static final Metric STARTED =
      Metric.of(MONOTONIC_COUNTER, "vmstat.procs.count", Unit.COUNT)
          .from("/proc/stat, processes")
          .says("Processes and threads that were started.");
  private static final Metric TASKS =
      Metric.of(GAUGE, "vmstat.procs", Unit.COUNT)
          .tag("id", "running", "blocked")
          .from("/proc/stat, procs_running and procs_blocked")
          .says("Tasks that run or could run, and tasks that wait for a disk.");
  private static final Metric PAGING =
      Metric.of(MONOTONIC_COUNTER, "vmstat.paging", Unit.KIBIBYTES)
          .tag("id", "in", "out")
          .from("/proc/vmstat, pgpgin and pgpgout")
          .says("What was read from block devices (in) and written to them (out).");
  private static final Metric SWAPPING =
      Metric.of(MONOTONIC_COUNTER, "vmstat.swapping", Unit.PAGES)
          .tag("id", "in", "out")
          .from("/proc/vmstat, pswpin and pswpout")
          .says("Pages read from swap space (in) and written to it (out): memory is short.");
  private static final Metric FILES_ALLOCATED =
      Metric.of(GAUGE, "vmstat.fh.allocated", Unit.COUNT)
          .from("/proc/sys/fs/file-nr, first field")
          .says("Open files of the whole machine.");
  private static final Metric FILES_MAX =
      Metric.of(GAUGE, "vmstat.fh.max", Unit.COUNT)
          .from("/proc/sys/fs/file-nr, third field")
          .says("How many files may be open at once; beyond it every open fails.");

  static final List<Metric> METRICS =
      List.of(STARTED, TASKS, PAGING, SWAPPING, FILES_ALLOCATED, FILES_MAX);

  private final PerRound<ProcStat> stat;
  private final KernelFile vmstat;
  private final KernelFile fileNr;
  private final MonotonicCounter started;
  private final Gauge running;
  private final Gauge blocked;
  private final Map<VmStat.Field, MonotonicCounter> totals = new EnumMap<>(VmStat.Field.class);
  private final Gauge filesAllocated;
  private final Gauge filesMax;

  VmStatCollector(Wiring wiring) {
    stat = wiring.sources().procStat();
    vmstat = wiring.files().proc("vmstat");
    fileNr = wiring.files().proc("sys/fs/file-nr");
    Meters meters = wiring.meters();
    started = meters.monotonicCounter(STARTED);
    running = meters.gauge(TASKS, "running");
    blocked = meters.gauge(TASKS, "blocked");
    totals.put(VmStat.Field.PAGED_IN_KIB, meters.monotonicCounter(PAGING, "in"));
    totals.put(VmStat.Field.PAGED_OUT_KIB, meters.monotonicCounter(PAGING, "out"));
    totals.put(VmStat.Field.SWAPPED_IN_PAGES, meters.monotonicCounter(SWAPPING, "in"));
    totals.put(VmStat.Field.SWAPPED_OUT_PAGES, meters.monotonicCounter(SWAPPING, "out"));
    filesAllocated = meters.gauge(FILES_ALLOCATED);
    filesMax = meters.gauge(FILES_MAX);
  }

  @Override
  public Outcome collect(Due due) {
    boolean any = collectTasks();
    any |= collectPaging();
    any |= collectFiles();
    return Outcome.collectedIf(any, vmstat.path() + ", stat and sys/fs/file-nr: nothing known");
  }

  private boolean collectTasks() {
    Optional<ProcStat> read = stat.get();
    if (read.isEmpty()) {
      return false;
    }
    OptionalLong count = read.get().get(Count.PROCESSES);
    OptionalLong runningNow = read.get().get(Count.RUNNING);
    OptionalLong blockedNow = read.get().get(Count.BLOCKED);
    count.ifPresent(started::set);
    runningNow.ifPresent(running::set);
    blockedNow.ifPresent(blocked::set);
    return count.isPresent() || runningNow.isPresent() || blockedNow.isPresent();
  }

  private boolean collectPaging() {
    Optional<Values<VmStat.Field>> read = VmStat.read(vmstat);
    if (read.isEmpty()) {
      return false;
    }
    totals.forEach((field, counter) -> read.get().get(field).ifPresent(counter::set));
    return !read.get().isEmpty();
  }

  private boolean collectFiles() {
    Optional<FileNr> read = FileNr.read(fileNr);
    if (read.isEmpty()) {
      return false;
    }
    filesAllocated.set(read.get().allocated());
    filesMax.set(read.get().max());
    return true;
  }
}

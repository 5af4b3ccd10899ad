package org.atlasagent.source.procfs;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.atlasagent.benchmarks.Measured;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.Values;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Reads and parses files of the running machine: most of the time is the kernel's. */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadingBenchmark extends Measured {
  private final KernelFiles files = new KernelFiles(Path.of("/"));
  private final ProcStat stat = new ProcStat(files.proc("stat"));
  private final KernelFile snmp = files.net("snmp");
  private final KernelFile netstat = files.net("netstat");
  private final KernelFile snmp6 = files.net("snmp6");
  private final KernelFile missing = files.proc("no-such-file");

  /** Processor times of this machine. */
  @Benchmark
  public Optional<ProcStat> stat() {
    return stat.read();
  }

  /** Totals of IPv4. */
  @Benchmark
  public Optional<Values<Snmp>> snmp() {
    return Snmp.read(snmp);
  }

  /** More totals of IPv4. */
  @Benchmark
  public Optional<Values<Netstat>> netstat() {
    return Netstat.read(netstat);
  }

  /** Totals of IPv6. */
  @Benchmark
  public Optional<Values<Snmp6>> snmp6() {
    return Snmp6.read(snmp6);
  }

  /** A file that this machine does not have. */
  @Benchmark
  public Optional<?> missing() {
    return missing.read();
  }
}

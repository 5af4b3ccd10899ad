package org.atlasagent.source.procfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.atlasagent.benchmarks.Measured;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.Values;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;

/** Parses files of the recorded hosts from memory; nothing is read. */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ParsingBenchmark extends Measured {
  private static final Path HOSTS = Path.of("src/test/resources/hosts");
  private static final int SOCKETS = 10_000;

  private Fields stat2;
  private Fields stat192;
  private Fields snmp;
  private Fields netstat;
  private Fields snmp6;
  private Fields tcp;
  private final ProcStat procStat = new ProcStat(new KernelFiles(Path.of("/")).proc("stat"));

  /** Reads the files. */
  @Setup
  public void load() throws IOException {
    stat2 = file("modern/proc/stat");
    stat192 = file("cores-192/proc/stat");
    snmp = file("modern/proc/net/snmp");
    netstat = file("modern/proc/net/netstat");
    snmp6 = file("modern/proc/net/snmp6");
    tcp = sockets();
  }

  private static Fields file(String name) throws IOException {
    return Fields.of(name, Files.readAllBytes(HOSTS.resolve(name)));
  }

  /** A table of that many sockets, in the form of the kernel. */
  private static Fields sockets() {
    StringBuilder table =
        new StringBuilder(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
                + "  timeout inode\n");
    for (int i = 0; i < SOCKETS; i++) {
      String line =
          "%4d: 0100007F:%04X 0200000A:01BB %02X 00000000:00000000 00:00000000 00000000     0"
              + "        0 %d 1 00000000d834eb3b 20 4 30 10 -1";
      table
          .append(String.format(Locale.ROOT, line, i, i & 0xffff, 1 + i % 11, 10_000 + i))
          .append('\n');
    }
    return Fields.of("tcp", table.toString());
  }

  /** The file of a machine with 2 processors. */
  @Benchmark
  public CpuTimes stat2() {
    stat2.rewind();
    procStat.parse(stat2);
    return procStat.cores();
  }

  /** The file of a machine with 192 processors. */
  @Benchmark
  public CpuTimes stat192() {
    stat192.rewind();
    procStat.parse(stat192);
    return procStat.cores();
  }

  /** Totals of IPv4. */
  @Benchmark
  public Values<Snmp> snmp() {
    snmp.rewind();
    return Snmp.parse(snmp);
  }

  /** More totals of IPv4, of which most columns are not wanted. */
  @Benchmark
  public Values<Netstat> netstat() {
    netstat.rewind();
    return Netstat.parse(netstat);
  }

  /** Totals of IPv6. */
  @Benchmark
  public Values<Snmp6> snmp6() {
    snmp6.rewind();
    return Snmp6.parse(snmp6);
  }

  /** A table of 10,000 TCP sockets. */
  @Benchmark
  public TcpSockets tcp10000() {
    tcp.rewind();
    return TcpSockets.parse(tcp);
  }
}

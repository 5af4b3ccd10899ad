package org.atlasagent.collector;

import java.util.function.LongSupplier;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.PerRound;
import org.atlasagent.source.Values;
import org.atlasagent.source.procfs.Netstat;
import org.atlasagent.source.procfs.ProcStat;
import org.atlasagent.source.procfs.Snmp;
import org.atlasagent.source.procfs.Snmp6;
import org.atlasagent.source.procfs.Sockstat;
import org.atlasagent.source.procfs.Sockstat6;

/**
 * Readers of the files that several collectors need, each read once a round.
 *
 * <p>Made once for an agent and handed to all of its collectors.
 */
public final class Sources {
  private final PerRound<ProcStat> procStat;
  private final PerRound<Values<Snmp>> snmp;
  private final PerRound<Values<Netstat>> netstat;
  private final PerRound<Values<Snmp6>> snmp6;
  private final PerRound<Values<Sockstat>> sockstat;
  private final PerRound<Values<Sockstat6>> sockstat6;

  /**
   * Makes the readers; nothing is opened yet.
   *
   * @param files the roots
   * @param round the number of the round that is running
   * @param nanoClock the monotonic clock: each snapshot that needs it carries its own time
   */
  public Sources(KernelFiles files, LongSupplier round, LongSupplier nanoClock) {
    procStat = new PerRound<>(round, new ProcStat(files.proc("stat"))::read);
    KernelFile snmpFile = files.net("snmp");
    snmp = new PerRound<>(round, () -> Snmp.read(snmpFile));
    KernelFile netstatFile = files.net("netstat");
    netstat = new PerRound<>(round, () -> Netstat.read(netstatFile));
    KernelFile snmp6File = files.net("snmp6");
    snmp6 = new PerRound<>(round, () -> Snmp6.read(snmp6File));
    KernelFile sockstatFile = files.net("sockstat");
    sockstat = new PerRound<>(round, () -> Sockstat.read(sockstatFile));
    KernelFile sockstat6File = files.net("sockstat6");
    sockstat6 = new PerRound<>(round, () -> Sockstat6.read(sockstat6File));
  }

  /** Processor times and process counts. */
  public PerRound<ProcStat> procStat() {
    return procStat;
  }

  /** Totals of IPv4, and of TCP of both IP versions: /proc/net/snmp. */
  PerRound<Values<Snmp>> snmp() {
    return snmp;
  }

  /** More totals of IPv4, and of TCP of both IP versions: /proc/net/netstat. */
  PerRound<Values<Netstat>> netstat() {
    return netstat;
  }

  /** Totals of IPv6: /proc/net/snmp6. */
  PerRound<Values<Snmp6>> snmp6() {
    return snmp6;
  }

  /** IPv4 sockets, and the memory of sockets of both IP versions: /proc/net/sockstat. */
  PerRound<Values<Sockstat>> sockstat() {
    return sockstat;
  }

  /** IPv6 sockets: /proc/net/sockstat6. */
  PerRound<Values<Sockstat6>> sockstat6() {
    return sockstat6;
  }
}

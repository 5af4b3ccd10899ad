package org.atlasagent.collector;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Metric;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.netlink.IpFamily;
import org.atlasagent.source.netlink.TcpSweep;
import org.atlasagent.source.procfs.TcpSockets;

/**
 * Reports the TCP sockets of each address family: states, memory, versions on the wire and accept
 * queues, from one sweep. Where netlink is refused the files of proc give the states.
 */
final class TcpConnectionsCollector implements Collector, FamilyQuestions.Reporter<TcpSweep> {
  static final List<Metric> METRICS = TcpSocketMeters.METRICS;

  private final FamilyQuestions<TcpSweep> questions;
  private final PerFamily<TcpSocketMeters> meters;
  private final PerFamily<KernelFile> files;

  TcpConnectionsCollector(Wiring wiring) {
    questions = new FamilyQuestions<>(wiring, "tcp6", TcpSweep::read);
    meters = PerFamily.make(family -> new TcpSocketMeters(wiring.meters(), family));
    files = new PerFamily<>(wiring.files().net("tcp"), wiring.files().net("tcp6"));
  }

  @Override
  public Outcome collect(Due due) {
    return questions.ask(this);
  }

  @Override
  public void report(IpFamily family, TcpSweep sweep) {
    meters.of(family).report(sweep);
  }

  @Override
  public boolean fallBack(IpFamily family) {
    Optional<TcpSockets> sockets = TcpSockets.read(files.of(family));
    sockets.ifPresent(found -> meters.of(family).reportStates(found::in));
    return sockets.isPresent();
  }
}

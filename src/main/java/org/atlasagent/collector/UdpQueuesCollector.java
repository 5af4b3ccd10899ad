package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.netlink.IpFamily;
import org.atlasagent.source.netlink.UdpSweep;
import org.atlasagent.source.procfs.UdpQueues;

/**
 * Reports what waits in the queues of the UDP sockets of each address family. Where netlink is
 * refused the files of proc give the same.
 */
final class UdpQueuesCollector implements Collector, FamilyQuestions.Reporter<UdpSweep> {
  private static final Metric QUEUES =
      Metric.of(GAUGE, "net.udp.queueBytes", Unit.BYTES)
          .tag("id", "receive", "send")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "sock_diag, idiag_rqueue and idiag_wqueue; where it is refused, rx_queue and tx_queue"
                  + " of /proc/net/udp, /proc/net/udp6")
          .says(
              "Memory of what waits in the queues of UDP sockets, by the socket's address family:"
                  + " received and not yet read, written and not yet sent.");

  static final List<Metric> METRICS = List.of(QUEUES);

  private final FamilyQuestions<UdpSweep> questions;
  private final PerFamily<Gauge> receive;
  private final PerFamily<Gauge> send;
  private final PerFamily<KernelFile> files;

  UdpQueuesCollector(Wiring wiring) {
    questions = new FamilyQuestions<>(wiring, "udp6", UdpSweep::read);
    receive = PerFamily.make(family -> wiring.meters().gauge(QUEUES, "receive", family.title()));
    send = PerFamily.make(family -> wiring.meters().gauge(QUEUES, "send", family.title()));
    files = new PerFamily<>(wiring.files().net("udp"), wiring.files().net("udp6"));
  }

  @Override
  public Outcome collect(Due due) {
    return questions.ask(this);
  }

  @Override
  public void report(IpFamily family, UdpSweep sweep) {
    report(family, sweep.receiveBytes(), sweep.sendBytes());
  }

  @Override
  public boolean fallBack(IpFamily family) {
    Optional<UdpQueues> queues = UdpQueues.read(files.of(family));
    queues.ifPresent(found -> report(family, found.receiveBytes(), found.sendBytes()));
    return queues.isPresent();
  }

  private void report(IpFamily family, long receiveBytes, long sendBytes) {
    receive.of(family).set(receiveBytes);
    send.of(family).set(sendBytes);
  }
}

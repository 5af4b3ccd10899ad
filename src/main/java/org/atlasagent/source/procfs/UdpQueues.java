package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * What waits in the queues of the UDP sockets of one address family, in bytes of memory: the lines
 * of {@code /proc/net/udp} or {@code /proc/net/udp6}.
 *
 * @param receiveBytes received and not yet read: rx_queue
 * @param sendBytes written and not yet sent: tx_queue
 */
public record UdpQueues(long receiveBytes, long sendBytes) {

  /** Reads the file; empty when there is none. */
  public static Optional<UdpQueues> read(KernelFile udp) {
    return udp.stream().map(UdpQueues::parse);
  }

  static UdpQueues parse(Fields fields) {
    fields.requireLine("the names of columns");
    int column = 0;
    while (!fields.skipField("tx_queue")) {
      fields.skip(1);
      column++;
    }
    long receive = 0;
    long send = 0;
    while (fields.nextLine()) {
      fields.skip(column);
      send += fields.hexUntil(':');
      receive += fields.hex();
    }
    return new UdpQueues(receive, send);
  }
}

package org.atlasagent.source.netlink;

import java.util.Optional;
import org.atlasagent.linux.NetlinkSocket;

/**
 * The running kernel's answers, for the network namespace of the thread that asks. Any thread may
 * ask; questions about sockets wait for each other, and so do those about tables.
 */
public final class KernelNetlink implements Netlink {
  private final DumpSocket sockets = new DumpSocket(NetlinkSocket.NETLINK_SOCK_DIAG);
  private final DumpSocket tables = new DumpSocket(NetlinkSocket.NETLINK_ROUTE);

  @Override
  public Optional<String> dump(DumpRequest request, MessageConsumer consumer) {
    return switch (request.protocol()) {
      case SOCK_DIAG -> sockets.dump(request, consumer);
      case ROUTE -> tables.dump(request, consumer);
    };
  }
}

package org.atlasagent.source.netlink;

import java.util.Optional;

/**
 * What waits in the queues of the UDP sockets of an address family, in bytes of memory: sock_diag,
 * idiag_rqueue and idiag_wqueue.
 *
 * @param receiveBytes received and not yet read
 * @param sendBytes written and not yet sent
 */
public record UdpSweep(long receiveBytes, long sendBytes) {

  /** Asks for the sockets of a family. */
  public static Answer<UdpSweep> read(Netlink netlink, IpFamily family) {
    DumpRequest request = DumpRequest.udp(family);
    Sweeper sweeper = new Sweeper(request.source(), family);
    Optional<String> refusal = netlink.dump(request, sweeper);
    return refusal.isPresent()
        ? new Answer.Refused<>(refusal.get())
        : new Answer.Given<>(new UdpSweep(sweeper.receive, sweeper.send));
  }

  /** Adds up the entries of a dump. */
  private static final class Sweeper implements MessageConsumer {
    private final InetDiagMessage socket;
    private final IpFamily family;
    private long receive;
    private long send;

    Sweeper(String source, IpFamily family) {
      socket = new InetDiagMessage(source);
      this.family = family;
    }

    @Override
    public void begin() {
      receive = 0;
      send = 0;
    }

    @Override
    public boolean message(byte[] bytes, int offset, int length) {
      socket.reset(bytes, offset, length);
      if (socket.isOf(family)) {
        receive += socket.receiveQueue();
        send += socket.sendQueue();
      }
      return true;
    }
  }
}

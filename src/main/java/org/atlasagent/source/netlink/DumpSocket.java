package org.atlasagent.source.netlink;

import java.util.Optional;
import org.atlasagent.linux.Errno;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.NetlinkSocket;
import org.atlasagent.source.SourceException;

/**
 * Asks the kernel for dumps of one netlink protocol, one after the other, through a socket that is
 * opened for each: nothing of a dump that was given up can come with the next.
 */
final class DumpSocket {
  /** The kernel never sends more at once, even to those who could take more. */
  private static final int DATAGRAM_BYTES = 32 << 10;

  /** The kernel answers at once, or something is wrong. */
  private static final int PATIENCE_SECONDS = 1;

  private final NetlinkSocket socket;
  private final byte[] buffer = new byte[DATAGRAM_BYTES];
  private int sequence;

  /** Prepares for one protocol of {@link NetlinkSocket}. */
  DumpSocket(int protocol) {
    socket = new NetlinkSocket(protocol, DATAGRAM_BYTES, PATIENCE_SECONDS);
  }

  /** As {@link Netlink#dump}. */
  synchronized Optional<String> dump(DumpRequest request, MessageConsumer consumer) {
    return DumpAttempts.run(request, () -> attempt(request, consumer));
  }

  private DumpReader.End attempt(DumpRequest request, MessageConsumer consumer) {
    Errno opened = socket.open();
    if (opened.failed()) {
      return new DumpReader.Failure("socket", opened);
    }
    try (socket) {
      Errno sent = socket.send(request.message(++sequence));
      if (sent.failed()) {
        return new DumpReader.Failure("send", sent);
      }
      return new DumpReader(request, sequence, buffer, consumer).read(socket::receive);
    } catch (LinuxException failure) {
      throw new SourceException(request.source(), String.valueOf(failure.getMessage()), failure);
    }
  }
}

package org.atlasagent.source.netlink;

import java.util.Optional;
import java.util.Set;
import org.atlasagent.linux.Errno;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.NetlinkSocket;
import org.atlasagent.source.SourceException;

/**
 * Asks the kernel for dumps of one netlink protocol, one after the other, through a socket that is
 * opened for each: nothing of a dump that was given up can come with the next.
 */
final class DumpSocket {
  /** The kernel never sends more at once to those who could take more. */
  private static final int DATAGRAM_BYTES = 32 << 10;

  /** The kernel answers at once, or something is wrong. */
  private static final int PATIENCE_SECONDS = 1;

  private static final int ATTEMPTS = 3;

  /**
   * What a kernel without the feature says, or who guards it: no such module, a security module, a
   * filter of system calls.
   */
  private static final Set<Errno> REFUSALS =
      Set.of(
          Errno.EPERM,
          Errno.EACCES,
          Errno.ENOENT,
          Errno.ENOSYS,
          Errno.EPROTONOSUPPORT,
          Errno.EOPNOTSUPP,
          Errno.EAFNOSUPPORT);

  private final NetlinkSocket socket;
  private final byte[] buffer = new byte[DATAGRAM_BYTES];
  private int sequence;

  /** Prepares for one protocol of {@link NetlinkSocket}. */
  DumpSocket(int protocol) {
    socket = new NetlinkSocket(protocol, DATAGRAM_BYTES, PATIENCE_SECONDS);
  }

  /** As {@link Netlink#dump}. */
  synchronized Optional<String> dump(DumpRequest request, MessageConsumer consumer) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      switch (attempt(request, consumer)) {
        case DumpReader.Success.COMPLETE, DumpReader.Success.STOPPED -> {
          return Optional.empty();
        }
        case DumpReader.Success.INTERRUPTED -> {
          // The table changed: what was handed over is void, the next attempt may be luckier.
        }
        case DumpReader.Failure(Errno errno) -> {
          return Optional.of(refusal(request, errno));
        }
      }
    }
    throw new SourceException(
        request.source(), "the table changed during each of " + ATTEMPTS + " dumps");
  }

  private DumpReader.End attempt(DumpRequest request, MessageConsumer consumer) {
    Errno opened = socket.open();
    if (opened.failed()) {
      return failure(request, "socket", opened);
    }
    try (socket) {
      Errno sent = socket.send(request.message(++sequence));
      if (sent.failed()) {
        return failure(request, "send", sent);
      }
      return new DumpReader(request, sequence, buffer, consumer).read(socket::receive);
    } catch (LinuxException failure) {
      throw new SourceException(request.source(), String.valueOf(failure.getMessage()), failure);
    }
  }

  private DumpReader.Failure failure(DumpRequest request, String call, Errno errno) {
    if (REFUSALS.contains(errno)) {
      return new DumpReader.Failure(errno);
    }
    throw new SourceException(
        request.source(), LinuxException.describe(call, errno, socket.name()));
  }

  private static String refusal(DumpRequest request, Errno errno) {
    if (REFUSALS.contains(errno)) {
      return request.source() + ": " + errno;
    }
    throw new SourceException(request.source(), errno.toString());
  }
}

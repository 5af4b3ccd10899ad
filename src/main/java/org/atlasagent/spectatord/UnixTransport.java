package org.atlasagent.spectatord;

import org.atlasagent.linux.Errno;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.UnixDatagramSocket;

/**
 * Sends datagrams to the unix socket of a daemon. Connects when there is something to send and
 * again when the daemon was restarted, so that the first lines after its return go through.
 */
public final class UnixTransport implements Transport {
  /**
   * The receiver reads into 65,536 bytes and writes a NUL behind what it read, so a datagram stays
   * below that; the rest is room for a receiver that also wants to note from whom it came. Larger
   * would not mean fewer: a host's round is one or two of these.
   */
  private static final int BOUND = 60_000;

  private final String path;
  private final UnixDatagramSocket socket;
  private String lastCall = "";
  private Errno lastErrno = Errno.NONE;
  private Delivery lastFailure = Delivery.SENT;

  /**
   * Sends to the socket at a path; nothing need be there yet.
   *
   * @throws IllegalArgumentException when no socket can have such a path
   */
  public UnixTransport(String path) {
    this.path = path;
    socket = new UnixDatagramSocket(path, BOUND);
  }

  @Override
  public Delivery send(byte[] bytes, int offset, int length) {
    // The end of the last line is not sent: in a datagram, line ends stand between lines.
    int content = length - 1;
    if (socket.isConnected()) {
      Errno errno = socket.send(bytes, offset, content);
      if (!isGone(errno)) {
        return sent(errno);
      }
      // The daemon was restarted, perhaps: its new socket is another one.
    }
    return connectAndSend(bytes, offset, content);
  }

  @Override
  public Delivery probe() {
    try {
      Errno errno = socket.connect();
      return errno.failed() ? dropped("connect", errno) : Delivery.SENT;
    } catch (LinuxException failure) {
      return dropped(failure.call(), failure.errno());
    }
  }

  @Override
  public int bound() {
    return BOUND;
  }

  @Override
  public void close() {
    socket.close();
  }

  private Delivery connectAndSend(byte[] bytes, int offset, int content) {
    Errno errno;
    try {
      errno = socket.connect();
    } catch (LinuxException failure) {
      return dropped(failure.call(), failure.errno());
    }
    return errno.failed() ? dropped("connect", errno) : sent(socket.send(bytes, offset, content));
  }

  /** Whether the other end of the connection is no more. */
  private static boolean isGone(Errno errno) {
    return errno.failed()
        && !errno.equals(Errno.EAGAIN)
        && !errno.equals(Errno.EMSGSIZE)
        && !errno.equals(Errno.ENOBUFS);
  }

  private Delivery sent(Errno errno) {
    if (!errno.failed()) {
      return Delivery.SENT;
    }
    // Connected anew next time, also to a full queue: another daemon may have taken over the path.
    socket.close();
    return dropped("send", errno);
  }

  /** The failure in words; the same object for as long as the cause is the same. */
  private Delivery dropped(String call, Errno errno) {
    if (!errno.equals(lastErrno) || !call.equals(lastCall)) {
      lastCall = call;
      lastErrno = errno;
      lastFailure =
          new Delivery.Dropped(
              errno.equals(Errno.EAGAIN)
                  ? "send: the receiver's queue is full (" + path + ")"
                  : LinuxException.describe(call, errno, path));
    }
    return lastFailure;
  }
}

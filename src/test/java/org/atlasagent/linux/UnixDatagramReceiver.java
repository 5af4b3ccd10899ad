package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A daemon's end of a unix datagram socket, for tests: bound to a path, which it removes when it is
 * closed. A receiver that is not asked for datagrams lets its queue fill, as a hanging daemon does.
 */
public final class UnixDatagramReceiver implements AutoCloseable {
  private static final int LARGEST = 1 << 20;
  private static final int MSG_DONTWAIT = 0x40;
  private static final short POLLIN = 1;
  private static final MemoryLayout POLLFD =
      MemoryLayout.structLayout(
          JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

  private static final CFunction BIND = CFunction.named("bind");
  private static final CFunction POLL = CFunction.named("poll");
  private static final CFunction RECV = CFunction.named("recv");

  private static final CFunction SENDTO = CFunction.named("sendto");

  private final Arena arena = Arena.ofAuto();
  private final CallState state = new CallState(arena);
  private final MemorySegment poll = arena.allocate(POLLFD);
  private final MemorySegment buffer = arena.allocate(LARGEST);
  private final Path path;
  private final int descriptor;
  private boolean open = true;

  private UnixDatagramReceiver(Path path) {
    this.path = path;
    descriptor = SocketFamily.AF_UNIX.open(state, 0);
    MemorySegment address = UnixAddress.allocate(arena, path.toString());
    check("bind", bind(address));
    poll.set(JAVA_INT, 0, descriptor);
    poll.set(JAVA_SHORT, 4, POLLIN);
  }

  /** Listens at a path at which nothing is. */
  public static UnixDatagramReceiver bind(Path path) {
    return new UnixDatagramReceiver(path);
  }

  /** The next datagram; empty when none comes in this time. */
  public Optional<byte[]> receive(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long left = Math.max(0, deadline - System.nanoTime());
      int ready = poll((int) Duration.ofNanos(left).plusNanos(999_999).toMillis());
      if (ready > 0) {
        long length = recv();
        check("recv", length);
        return Optional.of(buffer.asSlice(0, length).toArray(JAVA_BYTE));
      }
      if (ready == 0) {
        return Optional.empty();
      }
      if (!state.errno().equals(Errno.EINTR)) {
        throw new LinuxException("poll", state.errno(), path.toString());
      }
    }
  }

  /** Sends a datagram to a socket at another path. */
  public void sendTo(Path target, byte[] bytes) {
    MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, bytes.length);
    check("sendto", sendTo(UnixAddress.allocate(arena, target.toString()), bytes.length));
  }

  /** Stops listening and removes the path. */
  @Override
  public void close() {
    leavePath();
    try {
      Files.deleteIfExists(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Stops listening as a killed daemon does: the path stays. */
  public void leavePath() {
    if (open) {
      open = false;
      Libc.close(descriptor);
    }
  }

  private void check(String call, long result) {
    if (result < 0) {
      throw new LinuxException(call, state.errno(), path.toString());
    }
  }

  private int bind(MemorySegment address) {
    return (int) BIND.call(state, descriptor, address.address(), address.byteSize());
  }

  private int poll(int millis) {
    return (int) POLL.call(state, poll.address(), 1, millis);
  }

  private long sendTo(MemorySegment address, int length) {
    return SENDTO.call(
        state,
        descriptor,
        buffer.address(),
        length,
        MSG_DONTWAIT,
        address.address(),
        address.byteSize());
  }

  private long recv() {
    return RECV.call(state, descriptor, buffer.address(), LARGEST, MSG_DONTWAIT);
  }
}

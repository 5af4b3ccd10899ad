package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A udp(7) socket that is connected to one server of this machine: it takes datagrams from there
 * only, and learns when nobody listens. Used by one thread; whoever opens it closes it.
 */
public final class LoopbackClient implements AutoCloseable {
  private static final ValueLayout.OfShort NETWORK_SHORT =
      JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  /** struct sockaddr_in. */
  static final StructLayout IPV4 =
      MemoryLayout.structLayout(
          JAVA_SHORT.withName("sin_family"),
          NETWORK_SHORT.withName("sin_port"),
          MemoryLayout.sequenceLayout(4, JAVA_BYTE).withName("sin_addr"),
          MemoryLayout.paddingLayout(8));

  /** struct sockaddr_in6. */
  static final StructLayout IPV6 =
      MemoryLayout.structLayout(
          JAVA_SHORT.withName("sin6_family"),
          NETWORK_SHORT.withName("sin6_port"),
          JAVA_INT.withName("sin6_flowinfo"),
          MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("sin6_addr"),
          JAVA_INT.withName("sin6_scope_id"));

  /** At the same place in both. */
  private static final long PORT = IPV4.byteOffset(PathElement.groupElement("sin_port"));

  private static final long IPV4_ADDRESS = IPV4.byteOffset(PathElement.groupElement("sin_addr"));
  private static final long IPV6_ADDRESS = IPV6.byteOffset(PathElement.groupElement("sin6_addr"));

  private final DatagramEnd end;
  private final String server;

  /**
   * Opens a socket of the address's own version, as a host may lack the other one, and connects it.
   *
   * @param address where the server listens
   * @param port of the server
   * @param largest the largest datagram, in bytes
   * @throws LinuxException when that is not possible, such as socket with EAFNOSUPPORT
   */
  public LoopbackClient(Loopback address, int port, int largest) {
    server = address.withPort(port);
    end = new DatagramEnd(address.family(), largest);
    try {
      end.connect(socketAddress(end.arena(), address, port), server);
    } catch (LinuxException failure) {
      end.close();
      throw failure;
    }
  }

  private static MemorySegment socketAddress(
      SegmentAllocator allocator, Loopback address, int port) {
    boolean sixth = address == Loopback.V6;
    byte[] bytes = address.bytes();
    MemorySegment segment = allocator.allocate(sixth ? IPV6 : IPV4);
    segment.set(JAVA_SHORT, 0, address.family().number());
    segment.set(NETWORK_SHORT, PORT, (short) port);
    MemorySegment.copy(
        bytes, 0, segment, JAVA_BYTE, sixth ? IPV6_ADDRESS : IPV4_ADDRESS, bytes.length);
    return segment;
  }

  /**
   * Sends bytes as one datagram, without waiting for room.
   *
   * @throws LinuxException when it could not be sent
   */
  public void send(byte[] bytes) {
    MemorySegment.copy(bytes, 0, end.buffer(), JAVA_BYTE, 0, bytes.length);
    end.send(bytes.length, server);
  }

  /**
   * The next datagram; empty when none comes in time, or one without a byte.
   *
   * @throws LinuxException when none can come: recv with ECONNREFUSED when nobody listens
   */
  public Optional<byte[]> receive(int millis) {
    return end.next(millis, server);
  }

  @Override
  public void close() {
    end.close();
  }
}

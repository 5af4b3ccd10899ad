package org.atlasagent.receiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;

/** A UDP port of one address at which a receiver listens. */
public final class UdpEndpoint implements Endpoint {
  /** As much as the kernel grants: what waits there while the receiver is busy is not lost. */
  private static final int QUEUE = 4 << 20;

  private final DatagramChannel channel;
  private final Receiver receiver;

  /**
   * Listens at an address.
   *
   * @throws IOException when that is not possible, such as a port that is taken
   */
  public UdpEndpoint(InetSocketAddress address, Receiver receiver) throws IOException {
    this.receiver = receiver;
    channel =
        DatagramChannel.open(
            address.getAddress() instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6);
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, QUEUE);
      channel.bind(address);
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    try {
      return (InetSocketAddress) channel.getLocalAddress();
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  @Override
  public void run() {
    byte[] datagram = new byte[LARGEST];
    // Direct, or the channel would copy through a direct one of its own.
    ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
    try {
      while (true) {
        buffer.clear();
        channel.receive(buffer);
        buffer.flip();
        int length = buffer.remaining();
        buffer.get(datagram, 0, length);
        receiver.accept(datagram, 0, length);
      }
    } catch (ClosedChannelException told) {
      return;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

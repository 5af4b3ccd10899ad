package org.atlasagent.source.host;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * The UDP port at which chronyd takes commands from its own machine.
 *
 * @param address an address of this machine
 * @param port the port, 323 unless chronyd is told otherwise
 */
public record ChronyUdp(InetAddress address, int port) implements ChronyAddress {
  @Override
  public ChronyChannel open() throws IOException {
    // Of the address's own version: a host may lack the other one.
    DatagramChannel channel = channel();
    try {
      // Connected, it takes replies from there only, and learns when nobody listens.
      channel.connect(new InetSocketAddress(address, port));
      return new Channel(channel.socket());
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  private DatagramChannel channel() throws IOException {
    try {
      return DatagramChannel.open(
          address instanceof Inet4Address
              ? StandardProtocolFamily.INET
              : StandardProtocolFamily.INET6);
    } catch (UnsupportedOperationException failure) {
      throw new IOException("this machine has no such addresses", failure);
    }
  }

  @Override
  public String toString() {
    return new InetSocketAddress(address, port).toString().substring(1);
  }

  private record Channel(DatagramSocket socket) implements ChronyChannel {
    @Override
    public Optional<byte[]> ask(byte[] request, int millis) throws IOException {
      socket.send(new DatagramPacket(request, request.length));
      socket.setSoTimeout(millis);
      DatagramPacket reply = new DatagramPacket(new byte[ChronyReply.LARGEST], ChronyReply.LARGEST);
      try {
        socket.receive(reply);
      } catch (SocketTimeoutException late) {
        return Optional.empty();
      }
      return Optional.of(Arrays.copyOf(reply.getData(), reply.getLength()));
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}

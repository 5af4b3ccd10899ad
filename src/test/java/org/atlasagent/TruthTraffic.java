package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.atlasagent.testing.Command;

/**
 * Something to count, on the loopback interface and in one directory, so that few numbers are 0:
 * sockets of both IP versions in many states, with full queues; lost datagrams; a busy disk.
 */
final class TruthTraffic implements AutoCloseable {
  private static final String LOAD =
      """
      while :; do
        dd if=/dev/zero of=load.bin bs=64k count=16 conv=fsync
        dd if=load.bin of=/dev/null bs=64k iflag=direct
      done &
      while :; do :; done &
      nice sh -c 'while :; do :; done' &
      wait
      """;

  private final List<Channel> open = new ArrayList<>();
  private final Process load;

  TruthTraffic(Path directory) throws IOException {
    Path script = Files.writeString(directory.resolve("load.sh"), LOAD, UTF_8);
    load =
        new ProcessBuilder("/bin/sh", script.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    of(StandardProtocolFamily.INET, "127.0.0.1", "127.0.0.1");
    of(StandardProtocolFamily.INET6, "::1", "::1");
    of(StandardProtocolFamily.INET6, "::", "127.0.0.1");
    Command.output("ping", "-4", "-c", "1", "127.0.0.1");
    // Larger than the loopback interface's packets: fragments.
    Command.output("ping", "-6", "-c", "1", "-s", "65500", "::1");
  }

  private void of(ProtocolFamily family, String local, String to) throws IOException {
    InetAddress address = InetAddress.getByName(to);
    ServerSocketChannel server = keep(ServerSocketChannel.open(family));
    server.bind(new InetSocketAddress(InetAddress.getByName(local), 0), 1);
    InetSocketAddress port = new InetSocketAddress(address, port(server.getLocalAddress()));
    fill(connect(family, port));
    keep(server.accept());
    connect(family, port).shutdownOutput();
    keep(server.accept());
    SocketChannel first = connect(family, port);
    SocketChannel second = server.accept();
    first.close();
    second.close();
    for (int i = 0; i < 4; i++) {
      // The third and fourth find no room, and ask again and again.
      SocketChannel waiting = keep(SocketChannel.open(family));
      waiting.configureBlocking(false);
      waiting.connect(port);
    }
    DatagramChannel receiver = keep(DatagramChannel.open(family));
    receiver.bind(new InetSocketAddress(InetAddress.getByName(local), 0));
    DatagramChannel sender = keep(DatagramChannel.open(family));
    InetSocketAddress full = new InetSocketAddress(address, port(receiver.getLocalAddress()));
    for (int i = 0; i < 1000; i++) {
      sender.send(ByteBuffer.allocate(1000), full);
    }
    refused(family, address, sender);
  }

  /** A port that was just closed: a reset, and an ICMP message. */
  private static void refused(ProtocolFamily family, InetAddress address, DatagramChannel sender)
      throws IOException {
    InetSocketAddress closed;
    try (ServerSocketChannel server = ServerSocketChannel.open(family)) {
      server.bind(new InetSocketAddress(address, 0));
      closed = new InetSocketAddress(address, port(server.getLocalAddress()));
    }
    try (SocketChannel client = SocketChannel.open(family)) {
      client.connect(closed);
    } catch (ConnectException e) {
      sender.send(ByteBuffer.allocate(10), closed);
    }
  }

  private SocketChannel connect(ProtocolFamily family, InetSocketAddress port) throws IOException {
    SocketChannel client = keep(SocketChannel.open(family));
    client.connect(port);
    return client;
  }

  /** Writes until nothing more fits into the queues of both sides. */
  private static void fill(SocketChannel client) throws IOException {
    client.configureBlocking(false);
    while (client.write(ByteBuffer.allocate(1 << 16)) > 0) {}
  }

  private static int port(SocketAddress address) {
    return ((InetSocketAddress) address).getPort();
  }

  private <C extends Channel> C keep(C channel) {
    open.add(channel);
    return channel;
  }

  @Override
  public void close() throws IOException {
    load.descendants().forEach(ProcessHandle::destroyForcibly);
    load.destroyForcibly();
    for (Channel channel : open) {
      channel.close();
    }
  }
}

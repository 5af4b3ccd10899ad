package org.atlasagent.testing;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atlasagent.linux.IsolatedNetwork;

/** Two hosts that speak both IP versions, with a cable between them and nobody else. */
public final class LinkedHosts implements AutoCloseable {
  /** The address of the server, of IPv4. */
  public static final String V4 = "192.0.2.2";

  /** The address of the server, of IPv6. */
  public static final String V6 = "fd99::2";

  private final VirtualHost client = new VirtualHost();
  private final VirtualHost server = new VirtualHost();

  /** Links two new hosts. */
  public LinkedHosts() {
    VirtualHost.link(client, server);
  }

  /** Skips a test where such hosts cannot be made. */
  public static void require() {
    IsolatedNetwork.require();
    Skip.withoutPrograms("ip", "ss", "nstat", "nft", "ping");
  }

  /** The host that begins: 192.0.2.1 and fd99::1. */
  public VirtualHost client() {
    return client;
  }

  /** The host that answers. */
  public VirtualHost server() {
    return server;
  }

  /** Lets the server listen on a port of TCP. */
  public ServerSocketChannel listen(StandardProtocolFamily family, String address, int backlog) {
    return server.open(() ->
        ServerSocketChannel.open(family)
            .bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0), backlog));
  }

  /** Connects the client with a socket of a family. */
  public void connect(StandardProtocolFamily family, String address, int port, int count) {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = client.open(() -> SocketChannel.open(family));
      client.call(() -> channel.connect(new InetSocketAddress(address, port)));
    }
  }

  /** Lets the server accept connections. */
  public void accept(ServerSocketChannel listener, int count) {
    for (int i = 0; i < count; i++) {
      server.open(listener::accept);
    }
  }

  /** Opens a port of UDP at the server. */
  public DatagramChannel bind(StandardProtocolFamily family, String address) {
    return server.open(() -> {
      DatagramChannel channel = DatagramChannel.open(family);
      channel.configureBlocking(false);
      return channel.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    });
  }

  /** Sends datagrams of zeros from the client over IPv4. */
  public void sendV4(int port, int count, int bytes) throws IOException {
    send(INET, V4, port, count, bytes);
  }

  /** Sends datagrams of zeros from the client over IPv6. */
  public void sendV6(int port, int count, int bytes) throws IOException {
    send(INET6, V6, port, count, bytes);
  }

  private void send(StandardProtocolFamily family, String address, int port, int count, int bytes)
      throws IOException {
    DatagramChannel channel = client.open(() -> DatagramChannel.open(family));
    for (int i = 0; i < count; i++) {
      channel.send(ByteBuffer.allocate(bytes), new InetSocketAddress(address, port));
    }
  }

  /** Reads all datagrams that wait in a socket; how many they were. */
  public static long receiveAll(DatagramChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    long count = 0;
    while (channel.receive(buffer.clear()) != null) {
      count++;
    }
    return count;
  }

  /** Waits until packets have arrived at the server: the other end of a cable takes its time. */
  public void awaitArrival(Readings ipBefore, String proto, long packets) {
    awaitChange(server, "ip", ipBefore, "net.ip.delivered,proto=" + proto, packets);
  }

  /** Waits until a series has risen by as much. */
  public static void awaitChange(
      VirtualHost host, String collector, Readings before, String series, long change) {
    Await.until(
        series + " has risen by " + change,
        () -> host.read(collector).since(before).getOrDefault(series, 0L) >= change);
  }

  /** A counter of the server as nstat(8) prints it. */
  public long nstat(String name) {
    String printed = server.sh("nstat -asz " + name);
    Matcher counter = Pattern.compile("^" + name + " +(\\d+)", Pattern.MULTILINE).matcher(printed);
    if (!counter.find()) {
      throw new AssertionError("nstat does not know " + name + ": " + printed);
    }
    return Long.parseLong(counter.group(1));
  }

  /** The port of a socket. */
  public static int port(ServerSocketChannel channel) {
    return channel.socket().getLocalPort();
  }

  /** The port of a socket. */
  public static int port(DatagramChannel channel) {
    return channel.socket().getLocalPort();
  }

  @Override
  public void close() {
    try (server) {
      client.close();
    }
  }
}

package org.atlasagent.spectatord;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends datagrams to a UDP port over IPv4 or IPv6. A host with several addresses is tried at one
 * after the other until one takes what is sent.
 */
public final class UdpTransport implements Transport {
  /**
   * On the loopback device a datagram stays whole, and the receiver takes less than 65,536 bytes.
   */
  private static final int LOOPBACK_BOUND = 60_000;

  /** With the headers of IPv6 and UDP a packet of 1,400 bytes: whole also through a tunnel. */
  private static final int REMOTE_BOUND = 1_352;

  private final Addresses addresses;
  private final int port;
  private final String target;
  private final ByteBuffer datagram = ByteBuffer.allocateDirect(LOOPBACK_BOUND);
  private @Nullable DatagramChannel channel;
  private int turn;

  /**
   * Sends to a port of a host.
   *
   * @param host an address or a name
   * @param port of UDP
   * @param resolver runs what may wait for a name server
   * @param nanoTime the monotonic clock
   */
  public UdpTransport(String host, int port, Executor resolver, LongSupplier nanoTime) {
    this(host, port, new Addresses(host, InetAddress::getAllByName, resolver, nanoTime));
  }

  UdpTransport(String host, int port, Addresses addresses) {
    this.addresses = addresses;
    this.port = port;
    target = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    if (addresses.known().isEmpty()) {
      addresses.resolve();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>That nobody listens becomes known with the datagram after the one that was lost. It counts
   * for the later one, which goes to the next address: so the numbers come out right, and an absent
   * receiver stays absent in the answers instead of flickering.
   */
  @Override
  public Delivery send(byte[] bytes, int offset, int length) {
    List<InetAddress> known = addresses.known();
    if (known.isEmpty()) {
      addresses.resolve();
      return dropped(addresses.problem());
    }
    // The end of the last line is not sent: in a datagram, line ends stand between lines.
    datagram.clear().put(bytes, offset, length - 1).flip();
    Delivery delivery = sendToAny(known);
    if (delivery instanceof Delivery.Dropped) {
      addresses.resolve();
    }
    return delivery;
  }

  @Override
  public Delivery probe() {
    List<InetAddress> known = addresses.known();
    if (known.isEmpty()) {
      return dropped(addresses.problem());
    }
    String problem = "no address";
    for (InetAddress address : known) {
      try (DatagramChannel opened = connect(address)) {
        return opened.isConnected() ? Delivery.SENT : dropped("not connected");
      } catch (IOException | UnsupportedOperationException failure) {
        problem = String.valueOf(failure.getMessage());
      }
    }
    return dropped(problem);
  }

  @Override
  public int bound() {
    List<InetAddress> known = addresses.known();
    boolean loopback = !known.isEmpty() && current(known).isLoopbackAddress();
    return loopback ? LOOPBACK_BOUND : REMOTE_BOUND;
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException failure) {
        // Nothing of a datagram is left in the channel that could be lost here.
      }
      channel = null;
    }
  }

  private Delivery sendToAny(List<InetAddress> known) {
    boolean refused = false;
    @Nullable String problem = null;
    // Once more than there are addresses: a refusal tells of an earlier datagram, not of this one.
    for (int attempt = 0; attempt <= known.size(); attempt++) {
      try {
        boolean taken = write(known);
        if (refused) {
          return dropped("nobody listens");
        }
        return taken ? Delivery.SENT : dropped("the queue is full");
      } catch (PortUnreachableException refusal) {
        refused = true;
        next();
      } catch (IOException | UnsupportedOperationException failure) {
        problem = problem == null ? failure.getMessage() : problem;
        next();
      }
    }
    // The same order each time: an answer that stays the same.
    turn = 0;
    return dropped(refused ? "nobody listens" : String.valueOf(problem));
  }

  private boolean write(List<InetAddress> known) throws IOException {
    if (channel == null) {
      channel = connect(current(known));
    }
    datagram.rewind();
    return channel.write(datagram) > 0;
  }

  private InetAddress current(List<InetAddress> known) {
    return known.get(turn % known.size());
  }

  private void next() {
    close();
    turn = turn == Integer.MAX_VALUE ? 0 : turn + 1;
  }

  /** A channel of the address's own version: a host may lack the other one. */
  private DatagramChannel connect(InetAddress address) throws IOException {
    DatagramChannel opened =
        DatagramChannel.open(
            address instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6);
    try {
      opened.configureBlocking(false);
      opened.connect(new InetSocketAddress(address, port));
      return opened;
    } catch (IOException failure) {
      opened.close();
      throw failure;
    }
  }

  private Delivery dropped(String reason) {
    return new Delivery.Dropped("send: " + reason + " (" + target + ")");
  }
}

package org.atlasagent.atlas;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One POST request after the other, each on a connection of its own. The addresses of a name are
 * tried one after the other, of both IP versions. No redirection, no proxy, no repetition behind
 * the caller's back (docs/decisions/0023).
 */
final class Post {
  private final Target target;
  private final Limits limits;
  private final LongSupplier nanoTime;
  private int turn;

  /** What is open, for whoever cuts it: what blocks in writing knows no timeout. */
  private volatile @Nullable Socket open;

  private volatile long deadline;

  Post(Target target, Limits limits, LongSupplier nanoTime) {
    this.target = target;
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /** Sends a body and waits for the answer. */
  Answer send(Payload payload) {
    String step = "connect";
    try (Socket plain = connect()) {
      step = "send";
      Socket socket = target.encrypted() ? encrypted(plain) : plain;
      OutputStream out = socket.getOutputStream();
      out.write(header(payload.body().length));
      out.write(payload.body());
      out.flush();
      step = "answer";
      return receive(plain, socket.getInputStream()).answer(payload.values());
    } catch (IOException failure) {
      turn++;
      return new Answer.Failed(step + ": " + words(failure));
    } finally {
      open = null;
    }
  }

  /** Connects and sends nothing; what went wrong. */
  Optional<String> probe() {
    try (Socket plain = connect()) {
      if (target.encrypted()) {
        SSLSocket _ = encrypted(plain);
      }
      return Optional.empty();
    } catch (IOException failure) {
      return Optional.of("connect: " + words(failure));
    } finally {
      open = null;
    }
  }

  /** Ends a request that has taken too long; any thread may call. */
  void cutOverdue() {
    if (nanoTime.getAsLong() - deadline > 0) {
      cut();
    }
  }

  /** Ends a request; any thread may call. */
  void cut() {
    Socket cut = open;
    if (cut != null) {
      try {
        cut.close();
      } catch (IOException failure) {
        // Closed all the same.
      }
    }
  }

  private Socket connect() throws IOException {
    deadline = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(limits.wholeMillis());
    InetAddress[] addresses = InetAddress.getAllByName(target.host());
    @Nullable IOException first = null;
    for (int i = 0; i < addresses.length; i++) {
      Socket socket = new Socket(Proxy.NO_PROXY);
      open = socket;
      try {
        InetAddress address = addresses[Math.floorMod(turn + i, addresses.length)];
        socket.connect(
            new InetSocketAddress(address, target.port()),
            Math.min(limits.connectMillis(), millisLeft()));
        turn = Math.floorMod(turn + i, addresses.length);
        return socket;
      } catch (IOException failure) {
        socket.close();
        first = first == null ? failure : first;
      }
    }
    throw first == null ? new UnknownHostException(target.host()) : first;
  }

  private SSLSocket encrypted(Socket plain) throws IOException {
    plain.setSoTimeout(millisLeft());
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, target.host(), target.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    // The certificate must be that of the host, too.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private byte[] header(int length) {
    return """
    POST %s HTTP/1.1
    Host: %s
    User-Agent: atlas-system-agent
    Content-Type: application/json
    Content-Encoding: gzip
    Content-Length: %d
    Accept: application/json
    Connection: close

    """
        .formatted(target.path(), target.authority(), length)
        .replace("\n", "\r\n")
        .getBytes(US_ASCII);
  }

  private Response receive(Socket plain, InputStream in) throws IOException {
    Response response = new Response();
    while (!response.isComplete()) {
      plain.setSoTimeout(millisLeft());
      int count = in.read(response.bytes(), response.filled(), response.room());
      if (count < 0) {
        break;
      }
      response.add(count);
    }
    return response;
  }

  private int millisLeft() throws SocketTimeoutException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - nanoTime.getAsLong());
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    return (int) left;
  }

  /** The same words for as long as the cause is the same. */
  private String words(IOException failure) {
    if (nanoTime.getAsLong() - deadline > 0) {
      return "takes too long";
    }
    return switch (failure) {
      case SocketTimeoutException _ -> "takes too long";
      case UnknownHostException _ -> "unknown host";
      default -> String.valueOf(failure.getMessage());
    };
  }
}

package org.atlasagent.source.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.atlasagent.source.host.MetadataReply.Call;
import org.atlasagent.source.host.MetadataReply.End;

/**
 * One HTTP request to the metadata service: a second to connect and a second to answer, straight to
 * it, no redirects, a bounded body. It throws nothing that the service had a part in, since that
 * might be a secret.
 */
final class MetadataRequest {
  private static final int TIMEOUT_MILLIS = 1000;
  private static final int MOST_BYTES = 64 << 10;

  private final URL url;
  private final String method;
  private final LongSupplier nanoClock;

  /**
   * A request that is not sent yet.
   *
   * @param url an address that was checked
   * @param method PUT or GET
   * @param nanoClock the monotonic clock
   */
  MetadataRequest(String url, String method, LongSupplier nanoClock) {
    try {
      this.url = URI.create(url).toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalArgumentException(impossible);
    }
    this.method = method;
    this.nanoClock = nanoClock;
  }

  /** A response. No record: its text would hold the body. */
  static final class Response {
    private final Call call;
    private final String body;

    private Response(Call call, String body) {
      this.call = call;
      this.body = body;
    }

    /** How the call ended. */
    Call call() {
      return call;
    }

    /** What was answered; empty unless the call succeeded. May be secret. */
    String body() {
      return body;
    }
  }

  /** Sends the request with one header of its own, and waits for the response. */
  Response send(String header, String value) {
    long began = nanoClock.getAsLong();
    HttpURLConnection connection;
    try {
      connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    } catch (IOException impossible) {
      return response(began, End.BROKEN, OptionalInt.empty(), "");
    }
    try {
      return exchange(connection, header, value, began);
    } catch (SocketTimeoutException late) {
      return response(began, End.TIMED_OUT, OptionalInt.empty(), "");
    } catch (ConnectException | NoRouteToHostException | UnknownHostException absent) {
      return response(began, End.NOT_CONNECTED, OptionalInt.empty(), "");
    } catch (IOException broken) {
      return response(began, End.BROKEN, OptionalInt.empty(), "");
    } finally {
      connection.disconnect();
    }
  }

  private Response exchange(HttpURLConnection connection, String header, String value, long began)
      throws IOException {
    connection.setRequestMethod(method);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Connection", "close");
    connection.setRequestProperty("User-Agent", "atlas-system-agent");
    connection.setRequestProperty("Accept", "*/*");
    connection.setRequestProperty(header, value);
    if (method.equals("PUT")) {
      // An empty body, whose length is sent. It is no stream, so that the JDK can repeat the
      // request
      // where it chose a kept connection that the service has closed meanwhile.
      connection.setDoOutput(true);
      connection.getOutputStream().close();
    }
    int status = connection.getResponseCode();
    if (status < 0) {
      return response(began, End.BROKEN, OptionalInt.empty(), "");
    }
    if (status != HttpURLConnection.HTTP_OK) {
      return response(began, End.REFUSED, OptionalInt.of(status), "");
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    End end = read(connection, body);
    return end == End.ANSWERED
        ? response(began, end, OptionalInt.of(status), body.toString(StandardCharsets.UTF_8))
        : response(began, end, OptionalInt.empty(), "");
  }

  /** The timeout is one for each reading, so a body that trickles is held to the clock, too. */
  private End read(HttpURLConnection connection, ByteArrayOutputStream body) throws IOException {
    long began = nanoClock.getAsLong();
    byte[] piece = new byte[4096];
    try (InputStream stream = connection.getInputStream()) {
      for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
        body.write(piece, 0, count);
        if (body.size() > MOST_BYTES) {
          return End.BROKEN;
        }
        if (nanoClock.getAsLong() - began > TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS)) {
          return End.TIMED_OUT;
        }
      }
    }
    return End.ANSWERED;
  }

  private Response response(long began, End end, OptionalInt status, String body) {
    long nanos = nanoClock.getAsLong() - began;
    return new Response(new Call(method, url.getPath(), end, status, nanos), body);
  }
}

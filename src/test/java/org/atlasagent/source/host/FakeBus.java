package org.atlasagent.source.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A message bus that answers as a test wants: the rules of the D-Bus specification, written a
 * second time. One client at a time.
 */
final class FakeBus implements AutoCloseable {
  private final ServerSocketChannel server;
  private final Function<Call, Reply> script;
  private final List<Call> calls = new ArrayList<>();
  private final ByteOrder order;
  private boolean rejecting;

  /** What a client has called; of its arguments only the strings. */
  record Call(String destination, String path, String type, String method, List<String> texts) {}

  /** What is answered. */
  sealed interface Reply {}

  /** Values of the types of a signature. */
  record Values(String signature, Body body) implements Reply {}

  /** An error. */
  record Failure(String name, String message) implements Reply {}

  /** The connection ends after so many bytes of an answer. */
  record HangUp(Reply reply, int after) implements Reply {}

  FakeBus(Path socket, ByteOrder order, Function<Call, Reply> script) {
    this.script = script;
    this.order = order;
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "bus");
    thread.setDaemon(true);
    thread.start();
  }

  /** Lets in nobody from now on. */
  synchronized void reject() {
    rejecting = true;
  }

  /** What was called since the last look. */
  synchronized List<Call> taken() {
    List<Call> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        new Conversation(client).hold();
      } catch (ClosedChannelException end) {
        return;
      } catch (IOException hungUp) {
        // The next client may do better.
      }
    }
  }

  private synchronized Reply answer(Call call) {
    calls.add(call);
    return call.method().equals("Hello")
        ? new Values("s", new Body(order).text(":1.7"))
        : script.apply(call);
  }

  private synchronized boolean isRejecting() {
    return rejecting;
  }

  /** Values as they are sent. */
  static final class Body {
    private final ByteBuffer bytes;

    Body(ByteOrder order) {
      bytes = ByteBuffer.allocate(1 << 16).order(order);
    }

    Body align(int boundary) {
      while (bytes.position() % boundary != 0) {
        bytes.put((byte) 0);
      }
      return this;
    }

    Body number(int value) {
      align(4);
      bytes.putInt(value);
      return this;
    }

    Body text(String text) {
      byte[] content = text.getBytes(UTF_8);
      number(content.length);
      bytes.put(content).put((byte) 0);
      return this;
    }

    Body signature(String signature) {
      bytes.put((byte) signature.length()).put(signature.getBytes(UTF_8)).put((byte) 0);
      return this;
    }

    Body field(int field, String type) {
      align(8);
      bytes.put((byte) field);
      return signature(type);
    }

    /** Units as ListUnits gives them: name, active state, sub state, path. */
    Body units(List<ServiceUnit> units) {
      number(0);
      align(8);
      int start = bytes.position();
      for (ServiceUnit unit : units) {
        align(8);
        text(unit.name()).text("what it is").text("loaded");
        text(unit.active()).text(unit.sub()).text("").text(unit.path());
        number(4711).text("start").text("/");
      }
      bytes.putInt(0, bytes.position() - start);
      return this;
    }

    byte[] bytes() {
      byte[] content = new byte[bytes.position()];
      bytes.get(0, content);
      return content;
    }
  }

  /** One connection. */
  private final class Conversation {
    private final SocketChannel client;

    Conversation(SocketChannel client) {
      this.client = client;
    }

    void hold() throws IOException {
      read(1);
      while (true) {
        String line = line();
        if (line.equals("BEGIN")) {
          break;
        } else if (isRejecting() || line.equals("AUTH")) {
          say("REJECTED EXTERNAL");
        } else if (line.equals("AUTH EXTERNAL")) {
          say("DATA");
        } else if (line.startsWith("AUTH EXTERNAL ") || line.equals("DATA")) {
          say("OK 0123456789abcdef0123456789abcdef");
        } else {
          say("ERROR");
        }
      }
      send(message(4, 1, new Values("s", new Body(order).text("before"))));
      while (true) {
        ByteBuffer start = read(16);
        int serial = start.getInt(8);
        ByteBuffer fields = read((start.getInt(12) + 7) & -8).limit(start.getInt(12));
        Call call = call(fields, read(start.getInt(4)));
        send(message(4, 2, new Values("s", new Body(order).text("in between"))));
        switch (answer(call)) {
          case HangUp(Reply reply, int after) -> {
            ByteBuffer message = reply(reply, serial);
            send(message.limit(Math.min(after, message.limit())));
            return;
          }
          case Reply reply -> send(reply(reply, serial));
        }
      }
    }

    private ByteBuffer reply(Reply reply, int serial) {
      return switch (reply) {
        case Values values -> message(2, serial, values);
        case Failure failure -> message(3, serial, failure);
        case HangUp(Reply nested, int after) -> reply(nested, serial);
      };
    }

    private Call call(ByteBuffer fields, ByteBuffer body) {
      String[] values = new String[10];
      while (fields.hasRemaining()) {
        fields.position((fields.position() + 7) & -8);
        int field = fields.get();
        String type = signature(fields);
        values[field] = type.equals("g") ? signature(fields) : text(fields);
      }
      List<String> texts = new ArrayList<>();
      switch (String.valueOf(values[8])) {
        case "ss" -> {
          texts.add(text(body));
          texts.add(text(body));
        }
        case "asas" -> {
          texts(body, texts);
          texts(body, texts);
        }
        default -> {}
      }
      if (body.hasRemaining()) {
        throw new IllegalStateException(body.remaining() + " bytes too many");
      }
      return new Call(
          String.valueOf(values[6]),
          String.valueOf(values[1]),
          String.valueOf(values[2]),
          String.valueOf(values[3]),
          texts);
    }

    private void texts(ByteBuffer bytes, List<String> texts) {
      bytes.position((bytes.position() + 3) & -4);
      int length = bytes.getInt();
      int end = bytes.position() + length;
      while (bytes.position() < end) {
        texts.add(text(bytes));
      }
    }

    private String text(ByteBuffer bytes) {
      bytes.position((bytes.position() + 3) & -4);
      return text(bytes, bytes.getInt());
    }

    private String signature(ByteBuffer bytes) {
      return text(bytes, bytes.get());
    }

    private String text(ByteBuffer bytes, int length) {
      byte[] content = new byte[length];
      bytes.get(content);
      bytes.get();
      return new String(content, UTF_8);
    }

    private ByteBuffer message(int type, int serial, Reply reply) {
      Body fields = new Body(order);
      // A sender, and an object that no specification knows yet.
      fields.field(7, "s").text(":1.0").field(99, "o").text("/unknown");
      byte[] body =
          switch (reply) {
            case Values(String signature, Body values) -> {
              fields.field(8, "g").signature(signature);
              yield values.bytes();
            }
            case Failure(String name, String message) -> {
              fields.field(4, "s").text(name).field(8, "g").signature("s");
              yield new Body(order).text(message).bytes();
            }
            case HangUp hangUp -> new byte[0];
          };
      if (type != 4) {
        fields.field(5, "u").number(serial);
      }
      byte[] header = fields.bytes();
      ByteBuffer message = ByteBuffer.allocate(1 << 17).order(order);
      message.put((byte) (order == ByteOrder.BIG_ENDIAN ? 'B' : 'l'));
      message.put((byte) type).put((byte) 1).put((byte) 1);
      message.putInt(body.length).putInt(1000 + serial).putInt(header.length).put(header);
      message.position((message.position() + 7) & -8);
      return message.put(body).flip();
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      while (line.indexOf("\r\n") < 0) {
        line.append((char) read(1).get());
      }
      return line.substring(0, line.length() - 2);
    }

    private void say(String line) throws IOException {
      send(ByteBuffer.wrap((line + "\r\n").getBytes(UTF_8)));
    }

    private void send(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        client.write(bytes);
      }
    }

    private ByteBuffer read(int length) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        if (client.read(bytes) < 0) {
          throw new IOException("the client has hung up");
        }
      }
      return bytes.flip();
    }
  }
}

package org.atlasagent.source.host;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.util.List;
import java.util.stream.Stream;
import org.atlasagent.testing.Parsing;
import org.junit.jupiter.params.provider.MethodSource;

/** What a message bus may say to a question: any bytes, and then the end of the connection. */
class BusRepliesFuzzTest {
  private static final ServiceUnit WEB = new ServiceUnit("web.service", "active", "running", "/u");

  static Stream<byte[]> seeds() {
    return Stream.of(LITTLE_ENDIAN, BIG_ENDIAN)
        .flatMap(order ->
            Stream.of(
                seed(0, order, UnitList.SIGNATURE, body(order).units(List.of(WEB, WEB))),
                seed(1, order, UnitList.SIGNATURE, body(order).units(List.of(WEB, WEB))),
                seed(2, order, "v", body(order).signature("u").number(4711)),
                seed(3, order, "v", body(order).signature("s").text("/system.slice/web")),
                seed(3, order, "s", body(order).text("a name"))));
  }

  private static FakeBus.Body body(ByteOrder order) {
    return new FakeBus.Body(order);
  }

  /** A choice, and an answer to the first call of a connection. */
  private static byte[] seed(int choice, ByteOrder order, String signature, FakeBus.Body body) {
    byte[] fields =
        body(order)
            .field(7, "s")
            .text(":1.0")
            .field(5, "u")
            .number(1)
            .field(8, "g")
            .signature(signature)
            .align(8)
            .bytes();
    byte[] values = body.bytes();
    ByteBuffer message = ByteBuffer.allocate(17 + fields.length + values.length);
    message.put((byte) choice).order(order);
    message.put((byte) (order == BIG_ENDIAN ? 'B' : 'l')).put((byte) 2).put((byte) 1).put((byte) 1);
    message.putInt(values.length).putInt(9).putInt(fields.length);
    return message.put(fields).put(values).array();
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyReply(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Parsing.survives(
        input.length,
        exception -> exception instanceof IOException || exception instanceof BusRefusal,
        () ->
            ask(
                input[0] & 3,
                new BusConnection(new Saying(ByteBuffer.wrap(input, 1, input.length - 1)))));
  }

  private static void ask(int choice, BusConnection bus) throws IOException, BusRefusal {
    switch (choice) {
      case 0 -> bus.ask(call(UnitList.SIGNATURE), body -> UnitList.read(body, name -> true));
      case 1 ->
          bus.ask(
              call(UnitList.SIGNATURE),
              body -> UnitList.read(body, name -> name.length() > 1 && name.charAt(1) == 'x'));
      case 2 -> bus.ask(call("v"), body -> property(body, "u").number());
      default -> bus.ask(call("v"), body -> property(body, "s").text());
    }
  }

  private static BusInput property(BusInput body, String type) throws IOException {
    if (!body.signature().equals(type)) {
      throw new ProtocolException("of another type");
    }
    return body;
  }

  private static BusCall call(String answer) {
    return new BusCall("a.b", "/a", "a.b", "C", List.of(), answer);
  }

  /** A channel whose other end has said it all, and hears nothing. */
  private record Saying(ByteBuffer words) implements ByteChannel {
    @Override
    public int read(ByteBuffer target) {
      if (!words.hasRemaining()) {
        return -1;
      }
      int count = Math.min(words.remaining(), target.remaining());
      target.put(words.slice().limit(count));
      words.position(words.position() + count);
      return count;
    }

    @Override
    public int write(ByteBuffer source) {
      int count = source.remaining();
      source.position(source.limit());
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}

package org.atlasagent.source.host;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.channels.ByteChannel;

/**
 * A connection to a message bus over which one question is asked at a time. Used by one thread.
 *
 * <p>After an exception other than {@link BusRefusal} nobody knows where the next message begins:
 * the connection is to be closed.
 */
final class BusConnection implements AutoCloseable {
  private final ByteChannel channel;
  private final BusInput input;
  private final BusOutput output;
  private int serial;

  /** Reads the body of an answer. */
  interface Reader<T> {
    /** Reads as much as is wanted. */
    T read(BusInput body) throws IOException;
  }

  /**
   * A connection whose two ends have agreed on who is who.
   *
   * @param channel a way to the bus that blocks; closed with the connection
   */
  BusConnection(ByteChannel channel) {
    this.channel = channel;
    input = new BusInput(channel);
    output = new BusOutput(channel);
  }

  /**
   * Calls a method and waits for its answer, for ever if need be.
   *
   * @throws BusRefusal when the answer is an error
   * @throws IOException when the connection has ended, or what comes is no answer of D-Bus
   */
  <T> T ask(BusCall call, Reader<T> reader) throws IOException, BusRefusal {
    serial++;
    output.send(call, serial);
    while (true) {
      BusHeader header = BusHeader.read(input);
      // Signals come in between: the bus tells a new connection its name.
      if (header.replySerial().orElse(0) == serial) {
        if (header.type() == BusHeader.ERROR) {
          String message = header.signature().startsWith("s") ? input.text() : "";
          throw new BusRefusal(header.errorName().orElse("an error without a name"), message);
        }
        if (!header.signature().equals(call.answer())) {
          throw new ProtocolException(
              "an answer of type '%s', not '%s'".formatted(header.signature(), call.answer()));
        }
        return reader.read(input);
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // It has ended; there is nothing to be lost.
    }
  }
}

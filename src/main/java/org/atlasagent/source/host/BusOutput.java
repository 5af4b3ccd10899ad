package org.atlasagent.source.host;

import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/**
 * Writes calls to a message bus, each at once, from one buffer that is kept. See the D-Bus
 * specification, "Message Format" and "Marshaling". Used by one thread.
 */
final class BusOutput {
  private static final byte CALL = 1;
  private static final byte NO_FLAGS = 0;
  private static final byte VERSION = 1;
  private static final int BODY_LENGTH_AT = 4;
  private static final int FIELDS_LENGTH_AT = 12;
  private static final int FIELDS_AT = 16;
  private static final int STRUCTURE_ALIGNMENT = 8;
  private static final byte FIELD_PATH = 1;
  private static final byte FIELD_INTERFACE = 2;
  private static final byte FIELD_MEMBER = 3;
  private static final byte FIELD_DESTINATION = 6;
  private static final byte FIELD_SIGNATURE = 8;

  private final WritableByteChannel channel;
  private ByteBuffer bytes = buffer(1024);

  BusOutput(WritableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Sends a call.
   *
   * @param serial the number by which the answer will name it; not 0
   */
  void send(BusCall call, int serial) throws IOException {
    while (!fits(call, serial)) {
      bytes = buffer(2 * bytes.capacity());
    }
    bytes.flip();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private boolean fits(BusCall call, int serial) {
    bytes.clear();
    try {
      put(call, serial);
      return true;
    } catch (BufferOverflowException tooSmall) {
      return false;
    }
  }

  private void put(BusCall call, int serial) {
    bytes.put((byte) 'l').put(CALL).put(NO_FLAGS).put(VERSION);
    bytes.putInt(0).putInt(serial).putInt(0);
    field(FIELD_PATH, 'o', call.path());
    field(FIELD_INTERFACE, 's', call.type());
    field(FIELD_MEMBER, 's', call.method());
    field(FIELD_DESTINATION, 's', call.destination());
    if (!call.arguments().isEmpty()) {
      signature(call.arguments());
    }
    bytes.putInt(FIELDS_LENGTH_AT, bytes.position() - FIELDS_AT);
    align(STRUCTURE_ALIGNMENT);
    int body = bytes.position();
    for (BusCall.Argument argument : call.arguments()) {
      switch (argument) {
        case BusCall.Text(String text) -> text(text);
        case BusCall.Texts(List<String> texts) -> texts(texts);
      }
    }
    bytes.putInt(BODY_LENGTH_AT, bytes.position() - body);
  }

  private void field(byte field, char type, String value) {
    align(STRUCTURE_ALIGNMENT);
    bytes.put(field).put((byte) 1).put((byte) type).put((byte) 0);
    text(value);
  }

  private void signature(List<BusCall.Argument> arguments) {
    align(STRUCTURE_ALIGNMENT);
    bytes.put(FIELD_SIGNATURE).put((byte) 1).put((byte) 'g').put((byte) 0);
    int length = bytes.position();
    bytes.put((byte) 0);
    for (BusCall.Argument argument : arguments) {
      ascii(argument.signature());
    }
    bytes.put(length, (byte) (bytes.position() - length - 1));
    bytes.put((byte) 0);
  }

  private void texts(List<String> texts) {
    align(Integer.BYTES);
    int length = bytes.position();
    bytes.putInt(0);
    for (String text : texts) {
      text(text);
    }
    bytes.putInt(length, bytes.position() - length - Integer.BYTES);
  }

  private void text(String text) {
    align(Integer.BYTES);
    bytes.putInt(text.length());
    ascii(text);
    bytes.put((byte) 0);
  }

  private void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      bytes.put((byte) text.charAt(i));
    }
  }

  private void align(int boundary) {
    while (bytes.position() % boundary != 0) {
      bytes.put((byte) 0);
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

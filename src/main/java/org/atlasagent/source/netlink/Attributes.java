package org.atlasagent.source.netlink;

import java.nio.charset.StandardCharsets;
import org.atlasagent.source.SourceException;

/**
 * A cursor over the attributes of a netlink message (struct rtattr). It starts before the first
 * attribute; no length in the message can lead it out of it.
 */
final class Attributes {
  static final int HEADER_BYTES = 4;

  private static final int ALIGNMENT = 4;

  /** The upper bits say how the value is to be read, which is known here. */
  private static final int TYPE_MASK = 0x3fff;

  private final String source;
  private byte[] bytes = {};
  private int limit;
  private int next;
  private int start;
  private int length;

  /** A cursor over nothing yet. */
  Attributes(String source) {
    this.source = source;
  }

  /** Starts before the first attribute of a message. */
  void reset(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    limit = to;
    next = from;
  }

  /** Moves to the next attribute; false when there is none. */
  boolean next() {
    if (next >= limit) {
      return false;
    }
    int left = limit - next;
    int announced = left < HEADER_BYTES ? 0 : NativeBytes.u16(bytes, next);
    if (announced < HEADER_BYTES || announced > left) {
      throw new SourceException(
          source,
          "an attribute of %d bytes where the message has %d left".formatted(announced, left));
    }
    start = next;
    length = announced;
    next = start + (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return true;
  }

  int type() {
    return NativeBytes.u16(bytes, start + 2) & TYPE_MASK;
  }

  /** Where the value begins. */
  int value() {
    return start + HEADER_BYTES;
  }

  int valueBytes() {
    return length - HEADER_BYTES;
  }

  /** The unsigned 32-bit number at an offset in the value. */
  long u32(int offset) {
    if (offset + Integer.BYTES > valueBytes()) {
      throw new SourceException(
          source, "attribute %d has only %d bytes".formatted(type(), valueBytes()));
    }
    return NativeBytes.u32(bytes, value() + offset);
  }

  /** The value as text up to its NUL; invalid UTF-8 becomes replacement characters. */
  String text() {
    int end = value();
    while (end < start + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, value(), end - value(), StandardCharsets.UTF_8);
  }
}

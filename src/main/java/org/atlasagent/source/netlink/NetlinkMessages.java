package org.atlasagent.source.netlink;

import org.atlasagent.source.SourceException;

/**
 * A cursor over the messages of a netlink datagram (struct nlmsghdr). It starts before the first
 * message; no length in the datagram can lead it out of it.
 */
final class NetlinkMessages {
  static final int NOOP = 1;
  static final int ERROR = 2;
  static final int DONE = 3;

  /** The table changed while it was dumped. */
  private static final int NLM_F_DUMP_INTR = 0x10;

  private static final int HEADER_BYTES = DumpRequest.HEADER_BYTES;
  private static final int ALIGNMENT = 4;

  private final String source;
  private final byte[] bytes;
  private int limit;
  private int next;
  private int start;
  private int length;

  /**
   * A cursor over nothing yet.
   *
   * @param source the source for messages
   * @param bytes takes one datagram after the other
   */
  NetlinkMessages(String source, byte[] bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  /** Starts before the first message of a new datagram. */
  void reset(int datagramBytes) {
    if (datagramBytes < HEADER_BYTES || datagramBytes > bytes.length) {
      throw new SourceException(
          source, "a datagram of " + datagramBytes + " bytes is no netlink message");
    }
    limit = datagramBytes;
    next = 0;
  }

  /** Moves to the next message; false when there is none. */
  boolean next() {
    if (next >= limit) {
      return false;
    }
    int left = limit - next;
    long announced = left < HEADER_BYTES ? 0 : NativeBytes.u32(bytes, next);
    if (announced < HEADER_BYTES || announced > left) {
      throw new SourceException(
          source,
          "a message of %d bytes where the datagram has %d left".formatted(announced, left));
    }
    start = next;
    length = (int) announced;
    next = start + (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return true;
  }

  int type() {
    return NativeBytes.u16(bytes, start + 4);
  }

  boolean interrupted() {
    return (NativeBytes.u16(bytes, start + 6) & NLM_F_DUMP_INTR) != 0;
  }

  int sequence() {
    return NativeBytes.s32(bytes, start + 8);
  }

  /** Where the message begins behind its header. */
  int payload() {
    return start + HEADER_BYTES;
  }

  int payloadBytes() {
    return length - HEADER_BYTES;
  }

  /** The errno of an ERROR or DONE message, positive; 0 when it tells of no error. */
  int errno() {
    if (payloadBytes() < Integer.BYTES) {
      if (type() == DONE) {
        return 0;
      }
      throw new SourceException(source, "an error message without an error");
    }
    return Math.max(0, -NativeBytes.s32(bytes, payload()));
  }
}

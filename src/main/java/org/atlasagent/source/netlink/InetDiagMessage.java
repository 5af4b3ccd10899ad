package org.atlasagent.source.netlink;

import org.atlasagent.source.SourceException;

/**
 * A cursor that stands on one IPv4 or IPv6 socket of a sock_diag dump: struct inet_diag_msg, and
 * the attribute with the socket's memory.
 */
final class InetDiagMessage {
  /** The attribute INET_DIAG_SKMEMINFO: an array of 32-bit numbers that newer kernels extend. */
  static final int SKMEMINFO = 7;

  private static final int BYTES = 72;
  private static final int FAMILY = 0;
  private static final int STATE = 1;
  private static final int PEER_ADDRESS = 24;
  private static final int RECEIVE_QUEUE = 56;
  private static final int SEND_QUEUE = 60;

  /** ::ffff:a.b.c.d has five zero bytes twice over, and then two bytes of all ones. */
  private static final int MAPPED_ZEROS = 10;

  private final String source;
  private final Attributes attributes;
  private byte[] bytes = {};
  private int start;
  private int end;
  private int memory;
  private int memoryNumbers;

  /**
   * A cursor over nothing yet.
   *
   * @param source the source for messages
   */
  InetDiagMessage(String source) {
    this.source = source;
    attributes = new Attributes(source);
  }

  /** Stands on a message. */
  void reset(byte[] bytes, int offset, int length) {
    if (length < BYTES) {
      throw new SourceException(source, "a socket of " + length + " bytes");
    }
    this.bytes = bytes;
    start = offset;
    end = offset + length;
    findMemory();
  }

  private void findMemory() {
    memoryNumbers = 0;
    attributes.reset(bytes, start + BYTES, end);
    while (attributes.next()) {
      if (attributes.type() == SKMEMINFO) {
        memory = attributes.value();
        memoryNumbers = attributes.valueBytes() / Integer.BYTES;
      }
    }
  }

  boolean isOf(IpFamily family) {
    return NativeBytes.u8(bytes, start + FAMILY) == family.code();
  }

  /** The state as the kernel numbers it. */
  int state() {
    return NativeBytes.u8(bytes, start + STATE);
  }

  /** Whether the peer's address is an IPv4 address mapped into an IPv6 one. */
  boolean peerIsMapped() {
    int peer = start + PEER_ADDRESS;
    for (int i = peer; i < peer + MAPPED_ZEROS; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return NativeBytes.u16(bytes, peer + MAPPED_ZEROS) == 0xffff;
  }

  /** Bytes not yet read; of a listener, the connections not yet accepted. */
  long receiveQueue() {
    return NativeBytes.u32(bytes, start + RECEIVE_QUEUE);
  }

  /** Bytes not yet sent or acknowledged; of a listener, the connections that may wait. */
  long sendQueue() {
    return NativeBytes.u32(bytes, start + SEND_QUEUE);
  }

  /** How many numbers the kernel gives about the memory; 0 where it gives none. */
  int memoryNumbers() {
    return memoryNumbers;
  }

  /**
   * A number of INET_DIAG_SKMEMINFO. None is near 2 GiB, but a reserve that is over-committed for a
   * moment is below 0, so they are signed here.
   */
  long memory(int index) {
    return NativeBytes.s32(bytes, memory + index * Integer.BYTES);
  }
}

package org.atlasagent.source.netlink;

import org.atlasagent.source.SourceException;

/** A cursor that stands on one neighbour of an RTM_GETNEIGH dump: struct ndmsg. */
final class NeighborMessage {
  private static final int BYTES = 12;
  private static final int FAMILY = 0;
  private static final int STATE = 8;

  private final String source;
  private byte[] bytes = {};
  private int start;

  /**
   * A cursor over nothing yet.
   *
   * @param source the source for messages
   */
  NeighborMessage(String source) {
    this.source = source;
  }

  /** Stands on a message. */
  void reset(byte[] bytes, int offset, int length) {
    if (length < BYTES) {
      throw new SourceException(source, "a neighbour of " + length + " bytes");
    }
    this.bytes = bytes;
    start = offset;
  }

  boolean isOf(IpFamily family) {
    return NativeBytes.u8(bytes, start + FAMILY) == family.code();
  }

  /** The bits NUD_…, of which one is set, or none. */
  int state() {
    return NativeBytes.u16(bytes, start + STATE);
  }
}

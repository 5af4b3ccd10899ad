package org.atlasagent.source.netlink;

import org.atlasagent.source.SourceException;

/** A cursor that stands on one route of an RTM_GETROUTE dump: struct rtmsg and attributes. */
final class RouteMessage {
  private static final int BYTES = 12;
  private static final int FAMILY = 0;
  private static final int DESTINATION_LENGTH = 1;
  private static final int TABLE = 4;

  private static final int RTA_TABLE = 15;
  private static final int RT_TABLE_MAIN = 254;

  private final String source;
  private final Attributes attributes;
  private byte[] bytes = {};
  private int start;
  private long table;

  /**
   * A cursor over nothing yet.
   *
   * @param source the source for messages
   */
  RouteMessage(String source) {
    this.source = source;
    attributes = new Attributes(source);
  }

  /** Stands on a message. */
  void reset(byte[] bytes, int offset, int length) {
    if (length < BYTES) {
      throw new SourceException(source, "a route of " + length + " bytes");
    }
    this.bytes = bytes;
    start = offset;
    table = NativeBytes.u8(bytes, start + TABLE);
    attributes.reset(bytes, start + BYTES, start + length);
    while (attributes.next()) {
      if (attributes.type() == RTA_TABLE) {
        table = attributes.u32(0);
      }
    }
  }

  boolean isOf(IpFamily family) {
    return NativeBytes.u8(bytes, start + FAMILY) == family.code();
  }

  /** Whether the route serves every destination. */
  boolean isDefault() {
    return NativeBytes.u8(bytes, start + DESTINATION_LENGTH) == 0;
  }

  boolean isInMainTable() {
    return table == RT_TABLE_MAIN;
  }
}

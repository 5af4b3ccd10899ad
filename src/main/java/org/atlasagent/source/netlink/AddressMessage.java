package org.atlasagent.source.netlink;

import java.util.OptionalLong;
import org.atlasagent.source.SourceException;

/** A cursor that stands on one address of an RTM_GETADDR dump: struct ifaddrmsg and attributes. */
final class AddressMessage {
  /** A lifetime that does not end. */
  private static final long FOREVER = 0xffff_ffffL;

  private static final int BYTES = 8;
  private static final int FAMILY = 0;
  private static final int FLAGS = 2;
  private static final int SCOPE = 3;
  private static final int INDEX = 4;

  private static final int RT_SCOPE_UNIVERSE = 0;

  private static final int IFA_CACHEINFO = 6;
  private static final int IFA_FLAGS = 8;

  private final String source;
  private final Attributes attributes;
  private byte[] bytes = {};
  private int start;
  private long flags;
  private long preferred;
  private long valid;

  /**
   * A cursor over nothing yet.
   *
   * @param source the source for messages
   */
  AddressMessage(String source) {
    this.source = source;
    attributes = new Attributes(source);
  }

  /** Stands on a message. */
  void reset(byte[] bytes, int offset, int length) {
    if (length < BYTES) {
      throw new SourceException(source, "an address of " + length + " bytes");
    }
    this.bytes = bytes;
    start = offset;
    flags = NativeBytes.u8(bytes, start + FLAGS);
    preferred = FOREVER;
    valid = FOREVER;
    attributes.reset(bytes, start + BYTES, start + length);
    while (attributes.next()) {
      switch (attributes.type()) {
        case IFA_FLAGS -> flags = attributes.u32(0);
        case IFA_CACHEINFO -> {
          preferred = attributes.u32(0);
          valid = attributes.u32(Integer.BYTES);
        }
        default -> {
          // The address itself, its label and what newer kernels add.
        }
      }
    }
  }

  boolean isOf(IpFamily family) {
    return NativeBytes.u8(bytes, start + FAMILY) == family.code();
  }

  int interfaceIndex() {
    return NativeBytes.s32(bytes, start + INDEX);
  }

  /** Whether the address is good beyond its link and its host. */
  boolean isGlobal() {
    return NativeBytes.u8(bytes, start + SCOPE) == RT_SCOPE_UNIVERSE;
  }

  AddressState state() {
    return AddressState.of(flags);
  }

  /** Seconds for which new connections will use it; empty without an end. */
  OptionalLong preferredSeconds() {
    return preferred == FOREVER ? OptionalLong.empty() : OptionalLong.of(preferred);
  }

  /** Seconds for which it will be there; empty without an end. */
  OptionalLong validSeconds() {
    return valid == FOREVER ? OptionalLong.empty() : OptionalLong.of(valid);
  }
}

package org.atlasagent.source.netlink;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in a buffer in the byte order of the machine, as netlink headers have them. */
final class NativeBytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private NativeBytes() {}

  static int u8(byte[] bytes, int offset) {
    return bytes[offset] & 0xff;
  }

  static int u16(byte[] bytes, int offset) {
    return (short) SHORT.get(bytes, offset) & 0xffff;
  }

  static int s32(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }

  static long u32(byte[] bytes, int offset) {
    return s32(bytes, offset) & 0xffff_ffffL;
  }

  static void put16(byte[] bytes, int offset, int value) {
    SHORT.set(bytes, offset, (short) value);
  }

  static void put32(byte[] bytes, int offset, int value) {
    INT.set(bytes, offset, value);
  }
}

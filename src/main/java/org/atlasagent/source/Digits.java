package org.atlasagent.source;

import java.nio.charset.StandardCharsets;

/** Numbers as the kernel prints them: unsigned, with up to 64 bits. */
final class Digits {
  private Digits() {}

  /**
   * The number that stands in some bytes.
   *
   * @param bytes hold its digits
   * @param from where it begins
   * @param to where it ends
   * @param radix 10 or 16
   * @throws NumberFormatException that says what is wrong with it
   */
  static long parse(byte[] bytes, int from, int to, int radix) {
    if (from == to) {
      throw new NumberFormatException("a number is missing");
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = digit(bytes[i]);
      if (digit < 0 || digit >= radix || overflows(value, digit, radix)) {
        String flaw = digit < 0 || digit >= radix ? "not a number: " : "more than 64 bits: ";
        throw new NumberFormatException(
            flaw + new String(bytes, from, to - from, StandardCharsets.UTF_8));
      }
      value = value * radix + digit;
    }
    return value;
  }

  private static boolean overflows(long value, int digit, int radix) {
    if (value >= 0 && value < Long.MAX_VALUE / 16) {
      return false;
    }
    long bound = Long.divideUnsigned(-1L, radix);
    int order = Long.compareUnsigned(value, bound);
    return order > 0 || (order == 0 && digit > Long.remainderUnsigned(-1L, radix));
  }

  private static int digit(byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}

package org.atlasagent.spectatord;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Writes numbers as the line protocol wants them: decimal, never with an exponent, whole numbers
 * without a fraction. Makes no garbage below 2^63.
 */
final class Numbers {
  /** The most bytes that a number takes: the largest double has 309 digits and a sign. */
  static final int LONGEST = 320;

  private static final int MOST_DECIMALS = 9;

  /** Doubles hold every whole number up to here, and digits beyond would be invented. */
  private static final double EXACT = 0x1p53;

  private static final double TWO_TO_63 = 0x1p63;

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private Numbers() {}

  /**
   * Writes a finite number with at most nine decimals, rounded half to even, less where the double
   * does not hold so many; no trailing zeros.
   *
   * @return the place behind the last byte
   */
  static int write(double value, byte[] bytes, int at) {
    double magnitude = Math.abs(value);
    if (magnitude >= TWO_TO_63) {
      return writeHuge(value, bytes, at);
    }
    long whole = (long) value;
    if (whole == value) {
      return write(whole, bytes, at);
    }
    int decimals = MOST_DECIMALS;
    while (magnitude * POWERS[decimals] > EXACT) {
      decimals--;
    }
    long scaled = round(magnitude, POWERS[decimals]);
    int next = at;
    if (value < 0 && scaled != 0) {
      bytes[next++] = '-';
    }
    return writeScaled(scaled, decimals, bytes, next);
  }

  /** Writes a whole number; returns the place behind the last byte. */
  static int write(long value, byte[] bytes, int at) {
    if (value >= 0) {
      return writeUnsigned(value, bytes, at);
    }
    bytes[at] = '-';
    // The magnitude of Long.MIN_VALUE is itself when its bits are read as unsigned.
    return writeUnsigned(-value, bytes, at + 1);
  }

  /** Writes a number of 64 unsigned bits; returns the place behind the last byte. */
  static int writeUnsigned(long value, byte[] bytes, int at) {
    int next = at;
    long last = value;
    if (value < 0) {
      long rest = Long.divideUnsigned(value, 10);
      next = writeUnsigned(rest, bytes, next);
      last = value - 10 * rest;
    }
    int end = next + digits(last);
    for (int i = end - 1; i >= next; i--) {
      bytes[i] = (byte) ('0' + last % 10);
      last /= 10;
    }
    return end;
  }

  /** The product rounded half to even, as if the product were exact. */
  private static long round(double magnitude, double power) {
    double product = magnitude * power;
    double rounded = Math.rint(product);
    if (Math.abs(product - rounded) == 0.5) {
      // Half way, or rounded to half way: what the product lost decides.
      double lost = Math.fma(magnitude, power, -product);
      if (lost != 0) {
        rounded = lost > 0 ? Math.ceil(product) : Math.floor(product);
      }
    }
    return (long) rounded;
  }

  private static int writeScaled(long scaled, int decimals, byte[] bytes, int at) {
    long power = (long) POWERS[decimals];
    int next = writeUnsigned(scaled / power, bytes, at);
    long fraction = scaled % power;
    if (fraction == 0) {
      return next;
    }
    bytes[next] = '.';
    int end = next + decimals;
    for (int i = end; i > next; i--) {
      bytes[i] = (byte) ('0' + fraction % 10);
      fraction /= 10;
    }
    while (bytes[end] == '0') {
      end--;
    }
    return end + 1;
  }

  private static int writeHuge(double value, byte[] bytes, int at) {
    byte[] digits = new BigDecimal(value).toPlainString().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, bytes, at, digits.length);
    return at + digits.length;
  }

  private static int digits(long value) {
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }
}

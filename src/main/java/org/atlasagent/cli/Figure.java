package org.atlasagent.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people. */
final class Figure {
  private static final double WHOLE = 1000;
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private Figure() {}

  /** A number with all its digits, without an exponent. */
  static String exact(double value) {
    return plain(BigDecimal.valueOf(value));
  }

  /** A number with at least four digits, in groups of three. */
  static String rounded(double value) {
    return Math.abs(value) >= WHOLE
        ? String.format(Locale.ROOT, "%,.0f", value)
        : plain(BigDecimal.valueOf(value).round(FOUR_DIGITS));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}

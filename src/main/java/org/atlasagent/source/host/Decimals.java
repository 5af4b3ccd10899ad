package org.atlasagent.source.host;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as programs print them: digits with a fraction and an exponent, not below zero. */
final class Decimals {
  private static final Pattern NUMBER =
      Pattern.compile("\\d{1,30}(\\.\\d{0,30})?([eE][+-]?\\d{1,2})?");

  private Decimals() {}

  /** The number in a field; empty when it is none, such as {@code N/A} or {@code NaN}. */
  static OptionalDouble parse(String field) {
    String text = field.strip();
    return NUMBER.matcher(text).matches()
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }
}

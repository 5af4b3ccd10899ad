package org.atlasagent.web;

import java.math.BigDecimal;
import java.math.MathContext;

/** Pieces of JSON. */
final class JsonText {
  private static final MathContext DIGITS = new MathContext(6);

  private JsonText() {}

  /** A string in quotes. */
  static StringBuilder quoted(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c == '<' || c > '~') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"');
  }

  /** A number with six digits, as many as a chart shows; null where there is none. */
  static StringBuilder number(StringBuilder json, double value) {
    if (!Double.isFinite(value)) {
      return json.append("null");
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return json.append((long) value);
    }
    return json.append(new BigDecimal(value).round(DIGITS).stripTrailingZeros());
  }
}

package org.atlasagent.spectatord;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Tag;

/**
 * What stands before the value in each line of a series, such as {@code g,60:sys.load.1,id=a:}. It
 * is encoded once. A character that the protocol or the backend does not take becomes {@code _},
 * and what is longer than the backend keeps is cut.
 */
final class Prefix {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_KEY = 60;
  private static final int LONGEST_VALUE = 120;

  /** The shortest time to live that the receiver takes, in seconds. */
  private static final int SHORTEST_TTL = 5;

  private Prefix() {}

  static byte[] encode(Metric metric, MeterId id) {
    if (id.name().isEmpty()) {
      throw new IllegalArgumentException("a series needs a name (its tags are " + id.tags() + ")");
    }
    StringBuilder line = new StringBuilder(128);
    line.append(Letters.of(metric.kind()));
    if (metric.kind() == Kind.GAUGE) {
      metric.ttl().ifPresent(ttl -> line.append(',').append(Math.max(SHORTEST_TTL, ttl)));
    }
    line.append(':');
    line.append(mapped(id.name(), LONGEST_NAME));
    appendTags(line, id);
    return line.append(':').toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void appendTags(StringBuilder line, MeterId id) {
    List<String> keys = new ArrayList<>(id.tags().size());
    for (Tag tag : id.tags()) {
      String key = mapped(tag.key(), LONGEST_KEY);
      // Two keys can become equal by mapping or cutting; a line has each key once.
      if (!tag.value().isEmpty() && !keys.contains(key)) {
        keys.add(key);
        line.append(',').append(key).append('=').append(mapped(tag.value(), LONGEST_VALUE));
      }
    }
  }

  /** One character for each code point, a lone surrogate too. */
  private static String mapped(String text, int longest) {
    if (isPlain(text, longest)) {
      return text;
    }
    StringBuilder mapped = new StringBuilder();
    int at = 0;
    for (int points = 0; at < text.length() && points < longest; points++) {
      int point = text.codePointAt(at);
      mapped.append(isAllowed(point) ? (char) point : '_');
      at += Character.charCount(point);
    }
    return mapped.toString();
  }

  private static boolean isPlain(String text, int longest) {
    if (text.length() > longest) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isAllowed(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(int point) {
    return (point >= 'a' && point <= 'z')
        || (point >= 'A' && point <= 'Z')
        || (point >= '0' && point <= '9')
        || point == '-'
        || point == '.'
        || point == '_'
        || point == '~'
        || point == '^';
  }
}

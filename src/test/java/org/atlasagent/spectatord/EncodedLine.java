package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Tag;
import org.atlasagent.meter.Unit;

/** Encodes a sample as the agent does, and reads the line with the strict parser of the tests. */
final class EncodedLine {
  private static final Metric GAUGE = Metric.of(Kind.GAUGE, "a", Unit.NONE);
  private static final BigDecimal NANO = new BigDecimal("1e-9");

  private EncodedLine() {}

  /** Requires one line, of just this series and just this value; none for what is no number. */
  static ProtocolLine check(MeterId id, double value) {
    Batch batch = new Batch();
    batch.open(GAUGE, id).sample(value);
    String text = batch.textSince(0);
    if (!Double.isFinite(value)) {
      require(text.isEmpty(), "not a number, but a line", text);
      batch.open(GAUGE, id).sample(1.0);
      text = batch.textSince(0);
    }
    require(text.endsWith("\n"), "no end of line", text);
    List<ProtocolLine> lines =
        StrictParser.parse(text.substring(0, text.length() - 1).getBytes(US_ASCII));
    require(lines.size() == 1, "not one line", text);
    ProtocolLine line = lines.getFirst();
    require(line.name().equals(mapped(id.name(), 255)), "another name", text);
    require(line.tags().equals(tags(id)), "other tags", text);
    require(!Double.isFinite(value) || isNear(line.value(), value), "another value", text);
    return line;
  }

  /** Nine decimals, or as many as the double holds: a digit more would be below its last bit. */
  private static boolean isNear(BigDecimal told, double value) {
    BigDecimal difference = told.subtract(new BigDecimal(value)).abs();
    BigDecimal lastBits = new BigDecimal(Math.ulp(value)).multiply(BigDecimal.TEN);
    return difference.compareTo(NANO.max(lastBits)) <= 0;
  }

  private static Map<String, String> tags(MeterId id) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Tag tag : id.tags()) {
      if (!tag.value().isEmpty()) {
        tags.putIfAbsent(mapped(tag.key(), 60), mapped(tag.value(), 120));
      }
    }
    return tags;
  }

  /** What the protocol says about characters, written a second time. */
  private static String mapped(String text, int longest) {
    StringBuilder mapped = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .mapToObj(Character::toString)
        .forEach(point -> mapped.append(point.matches("[-._A-Za-z0-9~^]") ? point : "_"));
    return mapped.toString();
  }

  private static void require(boolean right, String flaw, String text) {
    if (!right) {
      throw new AssertionError(flaw + ": " + text);
    }
  }
}

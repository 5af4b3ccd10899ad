package org.atlasagent.testing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Recorder;
import org.atlasagent.meter.Series;
import org.atlasagent.meter.Tag;

/**
 * Keeps each sample as the line of spectatord's protocol that it should become. It shares no code
 * with the encoder of the agent, so that one can be tested against the other.
 */
public final class LineRecorder implements Recorder {
  private static final int DECIMALS = 9;
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_KEY = 60;
  private static final int LONGEST_VALUE = 120;

  private final List<String> lines = new ArrayList<>();

  /** The lines since the last call, in bytewise order. */
  public List<String> take() {
    List<String> taken = lines.stream().sorted().toList();
    lines.clear();
    return taken;
  }

  @Override
  public Series open(Metric metric, MeterId id) {
    String prefix = prefix(metric, id);
    return new Series() {
      @Override
      public void sample(double value) {
        if (Double.isFinite(value)) {
          lines.add(prefix + number(value));
        }
      }

      @Override
      public void sample(long value) {
        lines.add(prefix + value);
      }

      @Override
      public void sampleUnsigned(long value) {
        lines.add(prefix + Long.toUnsignedString(value));
      }
    };
  }

  /** The letter by which the protocol calls a kind of meter. */
  public static String letter(Kind kind) {
    return switch (kind) {
      case COUNTER -> "c";
      case MONOTONIC_COUNTER -> "U";
      case MONOTONIC_DOUBLE -> "C";
      case GAUGE -> "g";
      case MAX_GAUGE -> "m";
      case AGE_GAUGE -> "A";
      case TIMER -> "t";
      case DISTRIBUTION_SUMMARY -> "d";
      case PERCENTILE_TIMER -> "T";
      case PERCENTILE_DISTRIBUTION_SUMMARY -> "D";
    };
  }

  private static String prefix(Metric metric, MeterId id) {
    StringBuilder prefix = new StringBuilder(letter(metric.kind()));
    metric.ttl().ifPresent(seconds -> prefix.append(',').append(seconds));
    prefix.append(':').append(clean(id.name(), LONGEST_NAME));
    for (Tag tag : id.tags()) {
      prefix.append(',').append(clean(tag.key(), LONGEST_KEY));
      prefix.append('=').append(clean(tag.value(), LONGEST_VALUE));
    }
    return prefix.append(':').toString();
  }

  private static String clean(String text, int longest) {
    StringBuilder clean = new StringBuilder();
    text.codePoints().limit(longest).map(c -> allowed(c) ? c : '_').forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean allowed(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "-._~^".indexOf(c) >= 0;
  }

  private static String number(double value) {
    return new BigDecimal(value)
        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}

package org.atlasagent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One thing in which the agent must agree with a tool.
 *
 * @param series name and fixed tags; those that the filter prints where it ends with ",*"
 * @param how the way of comparing
 * @param error by how much the tool may be off, in the metric's unit or in percent
 * @param percent whether the error is in percent of what the tool says
 * @param source the tool
 * @param filter an awk program on what the tool printed, or the word before the number
 */
record TruthRow(
    String series, How how, double error, boolean percent, String source, String filter) {
  private static final String OPEN = ",*";

  /** Ways of comparing. */
  enum How {
    TOTAL("total"),
    GAUGE("gauge"),
    SHARE("share"),
    DELTA("delta"),
    SUM_OF_SHARES("sumOfShares"),
    SUM_OF_SQUARES("sumOfSquares"),
    LARGEST_SHARE("largestShare");

    private final String word;

    How(String word) {
      this.word = word;
    }

    /** Whether it is about what happened between two readings of the agent. */
    boolean windowed() {
      return this != TOTAL && this != GAUGE;
    }

    /** Whether the lines of the filter make one value. */
    boolean sums() {
      return this == SUM_OF_SHARES || this == SUM_OF_SQUARES || this == LARGEST_SHARE;
    }
  }

  static TruthRow of(String series, String how, String source, String filter) {
    String[] parts = how.split(":", 2);
    How way =
        List.of(How.values()).stream()
            .filter(one -> one.word.equals(parts[0]))
            .findFirst()
            .orElseThrow(() -> new AssertionError(series + ": " + how));
    String error = parts.length > 1 ? parts[1] : "0";
    boolean percent = error.endsWith("%");
    return new TruthRow(
        series, way, Double.parseDouble(error.replace("%", "")), percent, source, filter);
  }

  /** The awk program. */
  String program() {
    return filter.matches("\\w+") ? "$1 == \"" + filter + "\"{print $2}" : filter;
  }

  /** How it is compared, for a reader. */
  String comparison() {
    if (error == 0) {
      return how.word;
    }
    String number =
        error == Math.rint(error) ? String.valueOf((long) error) : String.valueOf(error);
    return how.word + " ±" + number + (percent ? "%" : "");
  }

  String name() {
    return parts().getFirst();
  }

  /** Whether each line of the filter begins with tags. */
  boolean open() {
    return series.endsWith(OPEN);
  }

  /** The series of a line of the filter that begins with some tags. */
  String seriesOf(String tags) {
    List<String> all = new ArrayList<>(parts());
    if (open()) {
      all.addAll(List.of(tags.split(",", -1)));
    }
    return join(all);
  }

  /** Whether a series of the agent, written by {@link #join}, belongs to this row. */
  boolean covers(String reported) {
    Set<String> others = new TreeSet<>(List.of(reported.split(",", -1)));
    boolean begins = reported.equals(name()) || reported.startsWith(name() + ",");
    return begins && (open() ? others.containsAll(parts()) : others.equals(Set.copyOf(parts())));
  }

  /** A series with its tags in order. */
  static String join(Collection<String> nameAndTags) {
    List<String> parts = new ArrayList<>(nameAndTags);
    parts.subList(1, parts.size()).sort(Comparator.naturalOrder());
    return String.join(",", parts);
  }

  private List<String> parts() {
    String fixed = open() ? series.substring(0, series.length() - OPEN.length()) : series;
    return List.of(fixed.split(",", -1));
  }

  @Override
  public String toString() {
    return series;
  }
}

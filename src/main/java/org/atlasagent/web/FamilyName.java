package org.atlasagent.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Prometheus calls a metric: all series of one name, one type and one unit.
 *
 * @param name without the suffixes of its samples, such as {@code _total}
 * @param type what a scraper may do with it
 * @param unit which ends the name
 */
record FamilyName(String name, Type type, BaseUnit unit) {
  private static final String MAX = "max";

  /** Suffixes that belong to the samples of some type. */
  private static final Set<String> RESERVED = Set.of("total", "created", "bucket", "info");

  /** Types are said by the type, not by the name. */
  private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary");

  /** How a gauge is called whose name would be that of a sample of a summary. */
  private static final Map<String, String> OF_SUMMARIES =
      Map.of("count", "number", "sum", "amount");

  /** What the samples of a metric are. */
  enum Type {
    COUNTER,
    GAUGE,
    SUMMARY
  }

  /** The name of what Atlas calls otherwise. */
  static FamilyName of(String atlas, Type type, BaseUnit unit) {
    return of(new ArrayList<>(Words.of(atlas)), type, unit);
  }

  /** The same for the largest of some values, which is a gauge. */
  static FamilyName ofMax(String atlas, BaseUnit unit) {
    List<String> words = new ArrayList<>(Words.of(atlas));
    words.removeAll(unit.words());
    if (words.isEmpty() || !words.getLast().equals(MAX)) {
      words.add(MAX);
    }
    return of(words, Type.GAUGE, unit);
  }

  /** The names of all that it puts into an answer: nothing else may use one of them. */
  List<String> taken() {
    return switch (type) {
      case COUNTER -> List.of(name, name + "_total");
      case GAUGE -> List.of(name);
      case SUMMARY -> List.of(name, name + "_count", name + "_sum");
    };
  }

  private static FamilyName of(List<String> words, Type type, BaseUnit unit) {
    words.removeAll(unit.words());
    if (!TYPES.containsAll(words)) {
      words.removeAll(TYPES);
    }
    if (unit == BaseUnit.NONE && type == Type.GAUGE && words.size() > 1) {
      String last = words.removeLast();
      words.add(OF_SUMMARIES.getOrDefault(last, last));
    }
    if (unit != BaseUnit.NONE) {
      words.add(unit.suffix());
    }
    while (words.size() > 1 && RESERVED.contains(words.getLast())) {
      words.removeLast();
    }
    String name = words.isEmpty() ? "_" : String.join("_", words);
    return new FamilyName(Character.isDigit(name.charAt(0)) ? "_" + name : name, type, unit);
  }
}

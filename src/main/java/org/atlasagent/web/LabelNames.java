package org.atlasagent.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atlasagent.meter.Tag;

/** The keys of tags as Prometheus may have them: other characters become an underscore. */
final class LabelNames {
  /** What summaries and histograms use for themselves. */
  private static final Set<String> RESERVED = Set.of("quantile", "le");

  private final Map<String, String> known = new HashMap<>();

  /** The names for some tags, in their order; of two that would be the same, one gets a number. */
  String[] of(List<Tag> tags) {
    String[] names = new String[tags.size()];
    Set<String> used = new HashSet<>();
    for (int i = 0; i < names.length; i++) {
      String name = known.computeIfAbsent(tags.get(i).key(), LabelNames::of);
      String free = name;
      for (int number = 2; !used.add(free); number++) {
        free = name + "_" + number;
      }
      names[i] = free;
    }
    return names;
  }

  private static String of(String key) {
    String name = key.replaceAll("[^A-Za-z0-9_]", "_");
    // Two underscores at the beginning are Prometheus' own, and a digit is none at all.
    name = name.replaceFirst("^_*(?=_)", "").replaceFirst("^(?=[0-9])", "_");
    return RESERVED.contains(name) ? "tag_" + name : name;
  }
}

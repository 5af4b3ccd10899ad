package org.atlasagent.spectatord;

import org.atlasagent.meter.Kind;

/** The letters by which the line protocol tells the kinds of meters apart. */
final class Letters {
  private Letters() {}

  static char of(Kind kind) {
    return switch (kind) {
      case COUNTER -> 'c';
      case MONOTONIC_COUNTER -> 'U';
      case MONOTONIC_DOUBLE -> 'C';
      case GAUGE -> 'g';
      case MAX_GAUGE -> 'm';
      case AGE_GAUGE -> 'A';
      case TIMER -> 't';
      case DISTRIBUTION_SUMMARY -> 'd';
      case PERCENTILE_TIMER -> 'T';
      case PERCENTILE_DISTRIBUTION_SUMMARY -> 'D';
    };
  }
}

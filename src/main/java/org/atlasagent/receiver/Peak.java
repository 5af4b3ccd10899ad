package org.atlasagent.receiver;

import java.util.OptionalDouble;

/**
 * The largest value of the last while: of at least 75 seconds, and at most twice that. So whoever
 * looks once a minute misses none.
 */
final class Peak {
  /** More than a minute: a value that comes each minute is always there. */
  private static final int STEPS_OF_A_WINDOW = 75 / Steps.SECONDS;

  private int window;
  private double present = Double.NaN;
  private double before = Double.NaN;

  /** Notes the largest value of a step. */
  void put(int step, double value) {
    before = before(step);
    present = larger(present(step), value);
    window = step / STEPS_OF_A_WINDOW;
  }

  /** The largest value as of a step; empty when there was none. */
  OptionalDouble at(int step) {
    double largest = larger(before(step), present(step));
    return Double.isNaN(largest) ? OptionalDouble.empty() : OptionalDouble.of(largest);
  }

  private double present(int step) {
    return step / STEPS_OF_A_WINDOW == window ? present : Double.NaN;
  }

  private double before(int step) {
    return switch (step / STEPS_OF_A_WINDOW - window) {
      case 0 -> before;
      case 1 -> present;
      default -> Double.NaN;
    };
  }

  /** The larger of two values of which one, or both, may be unknown. */
  private static double larger(double a, double b) {
    if (Double.isNaN(a)) {
      return b;
    }
    return Double.isNaN(b) ? a : Math.max(a, b);
  }
}

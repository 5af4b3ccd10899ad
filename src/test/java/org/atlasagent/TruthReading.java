package org.atlasagent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a tool said of one row, from before the agent's start until after its end.
 *
 * @param samples in the order of time
 * @param ended when the agent's process was gone, in seconds since the machine's start
 */
record TruthReading(List<Sample> samples, double ended) {
  /** The agent's two rounds are a second apart; the first may be slow. */
  private static final double SHORTEST = 0.5;

  private static final double LONGEST = 1.6;

  /** After its second round it only prints what it has. */
  private static final double FAREWELL = 1;

  private static final double NOTHING = 1e-9;

  /** Nine decimals are what a line has. */
  private static final double ROUNDING = 1e-8;

  /**
   * What was true at one time.
   *
   * @param seconds since the machine's start
   * @param values the numbers of each line of the filter, by the word before them
   */
  record Sample(double seconds, Map<String, double[]> values) {}

  /**
   * Bounds of what the agent can have seen.
   *
   * @param low the least
   * @param high the most
   */
  record Bounds(double low, double high) {
    boolean hold(double value) {
      return value >= low - ROUNDING && value <= high + ROUNDING;
    }

    Bounds times(double factor) {
      return new Bounds(low * factor, high * factor);
    }
  }

  TruthReading {
    samples = List.copyOf(samples);
  }

  /** Of the output of awk: the time of each sample, and after it what the filter made of it. */
  static TruthReading parse(TruthRow row, String text, double ended) {
    List<Sample> samples = new ArrayList<>();
    boolean keyed = row.open() || row.how().sums();
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split(" +", -1);
      if (words[0].equals("@")) {
        samples.add(new Sample(Double.parseDouble(words[1]), new TreeMap<>()));
      } else {
        int first = keyed ? 1 : 0;
        double[] numbers = new double[words.length - first];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Double.parseDouble(words[i + first]);
        }
        samples.getLast().values().put(keyed ? words[0] : "", numbers);
      }
    }
    return new TruthReading(samples, ended);
  }

  /** The words before the numbers: those that every sample has. */
  TreeSet<String> keys() {
    TreeSet<String> keys = new TreeSet<>();
    for (Sample sample : samples) {
      keys.addAll(sample.values().keySet());
    }
    keys.removeIf(key -> samples.stream().anyMatch(sample -> !sample.values().containsKey(key)));
    return keys;
  }

  /** All that the agent may say of these keys: one where it is not about a time. */
  List<Bounds> bounds(TruthRow row, List<String> keys) {
    if (row.how() == TruthRow.How.TOTAL) {
      return List.of(new Bounds(value(0, keys.getFirst()), value(last(), keys.getFirst())));
    }
    if (row.how() == TruthRow.How.GAUGE) {
      return List.of(range(row, keys.getFirst()));
    }
    List<Bounds> windows = new ArrayList<>();
    for (int i = 0; i + 1 < samples.size(); i++) {
      for (int j = i + 1; j + 1 < samples.size(); j++) {
        if (isSecondRound(j)
            && seconds(j + 1) - seconds(i) >= SHORTEST
            && seconds(j) - seconds(i + 1) <= LONGEST) {
          windows.add(window(row, keys, i, j));
        }
      }
    }
    return windows;
  }

  private boolean isSecondRound(int j) {
    return seconds(j) <= ended && seconds(j + 1) >= ended - FAREWELL;
  }

  private Bounds range(TruthRow row, String key) {
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (int i = 0; i <= last(); i++) {
      low = Math.min(low, value(i, key));
      high = Math.max(high, value(i, key));
    }
    double error = row.percent() ? high * row.error() / 100 : row.error();
    return new Bounds(low - error, high + error);
  }

  /** For an agent that read between samples i and i + 1, and again between j and j + 1. */
  private Bounds window(TruthRow row, List<String> keys, int i, int j) {
    double low = 0;
    double high = 0;
    for (String key : keys) {
      Bounds part = row.how() == TruthRow.How.DELTA ? growth(key, 1, 0, i, j) : share(key, i, j);
      switch (row.how()) {
        case SUM_OF_SQUARES -> {
          low += part.low() * part.low();
          high += part.high() * part.high();
        }
        case LARGEST_SHARE -> {
          low = Math.max(low, part.low());
          high = Math.max(high, part.high());
        }
        case TOTAL, GAUGE, SHARE, DELTA, SUM_OF_SHARES -> {
          low += part.low();
          high += part.high();
        }
      }
    }
    return new Bounds(low, high);
  }

  /** The second column is the whole: all of the first, and the rest. */
  private Bounds share(String key, int i, int j) {
    Bounds part = growth(key, 1, 0, i, j);
    Bounds rest = growth(key, -1, 1, i, j);
    return new Bounds(
        100 * part.low() / Math.max(NOTHING, part.low() + rest.high()),
        100 * part.high() / Math.max(NOTHING, part.high() + rest.low()));
  }

  private Bounds growth(String key, double ofFirst, double ofSecond, int i, int j) {
    double least = total(j, key, ofFirst, ofSecond) - total(i + 1, key, ofFirst, ofSecond);
    double most = total(j + 1, key, ofFirst, ofSecond) - total(i, key, ofFirst, ofSecond);
    return new Bounds(Math.max(0, least), Math.max(0, most));
  }

  private double total(int index, String key, double ofFirst, double ofSecond) {
    double[] values = values(index, key);
    return ofFirst * values[0] + (ofSecond == 0 ? 0 : ofSecond * values[1]);
  }

  private double value(int index, String key) {
    return values(index, key)[0];
  }

  private double[] values(int index, String key) {
    double[] values = samples.get(index).values().get(key);
    if (values == null) {
      throw new AssertionError(key);
    }
    return values;
  }

  private double seconds(int index) {
    return samples.get(index).seconds();
  }

  private int last() {
    return samples.size() - 1;
  }
}

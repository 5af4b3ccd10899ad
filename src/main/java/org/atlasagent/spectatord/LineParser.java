package org.atlasagent.spectatord;

import org.atlasagent.meter.Kind;

/**
 * Understands one line of the protocol after the other, in place and without garbage. It is
 * stricter than SpectatorD: what the daemon would mend in silence or Atlas would drop is a {@link
 * Flaw}. Exponents, signs and superfluous zeros are numbers, as they are for the daemon. Used by
 * one thread; what it says holds until the next line.
 */
public final class LineParser {
  /** For how long SpectatorD keeps a gauge that names no time to live. */
  public static final int DEFAULT_TTL_SECONDS = 900;

  private static final int SHORTEST_TTL_SECONDS = 5;
  private static final int MOST_TTL_DIGITS = 9;
  private static final int LONGEST_NAME = 255;

  private final TagOrder tags = new TagOrder();
  private final NumberParser number = new NumberParser();
  private Kind kind = Kind.GAUGE;
  private Flaw flaw = Flaw.NOT_A_LINE;
  private int ttlSeconds = DEFAULT_TTL_SECONDS;
  private int at;

  /**
   * Looks at a line without its end.
   *
   * @param bytes holds the line; it is not kept, but must not change while the answers are read
   * @return whether the line is right; {@link #flaw()} says what is wrong
   */
  public boolean parse(byte[] bytes, int from, int to) {
    at = from;
    return letter(bytes, to)
        && option(bytes, to)
        && name(bytes, to)
        && tags(bytes, to)
        && value(bytes, to);
  }

  /** What was wrong with a line that is not right. */
  public Flaw flaw() {
    return flaw;
  }

  /** The kind of the meter. */
  public Kind kind() {
    return kind;
  }

  /** For how long a gauge is kept, in seconds; of other kinds it says nothing. */
  public int ttlSeconds() {
    return ttlSeconds;
  }

  /** The value; of an unsigned number above 2^53 what a double holds of it. */
  public double value() {
    return number.value();
  }

  /** The value of a {@link Kind#MONOTONIC_COUNTER}: 64 bits without a sign. */
  public long unsigned() {
    return number.unsigned();
  }

  /** The bytes in which the name and the tags stand, sorted by key: {@code name,key=value}. */
  public byte[] id() {
    return tags.id();
  }

  /** Where the name begins in {@link #id()}. */
  public int idFrom() {
    return tags.idFrom();
  }

  /** Where the tags end in {@link #id()}. */
  public int idTo() {
    return tags.idTo();
  }

  private boolean letter(byte[] bytes, int to) {
    if (at == to) {
      return refuse(Flaw.NOT_A_LINE);
    }
    switch (bytes[at]) {
      case 'c' -> kind = Kind.COUNTER;
      case 'U' -> kind = Kind.MONOTONIC_COUNTER;
      case 'C' -> kind = Kind.MONOTONIC_DOUBLE;
      case 'g' -> kind = Kind.GAUGE;
      case 'm' -> kind = Kind.MAX_GAUGE;
      case 'A' -> kind = Kind.AGE_GAUGE;
      case 't' -> kind = Kind.TIMER;
      case 'd' -> kind = Kind.DISTRIBUTION_SUMMARY;
      case 'T' -> kind = Kind.PERCENTILE_TIMER;
      case 'D' -> kind = Kind.PERCENTILE_DISTRIBUTION_SUMMARY;
      case 'X' -> {
        return refuse(Flaw.SAMPLED_COUNTER);
      }
      default -> {
        return refuse(Flaw.UNKNOWN_LETTER);
      }
    }
    at++;
    return true;
  }

  private boolean option(byte[] bytes, int to) {
    ttlSeconds = DEFAULT_TTL_SECONDS;
    if (at == to) {
      return refuse(Flaw.NOT_A_LINE);
    }
    if (bytes[at] == ',' && !timeToLive(bytes, to)) {
      return false;
    }
    if (at == to) {
      return refuse(Flaw.NOT_A_LINE);
    }
    if (bytes[at] != ':') {
      return refuse(Flaw.UNKNOWN_LETTER);
    }
    at++;
    return true;
  }

  private boolean timeToLive(byte[] bytes, int to) {
    if (kind != Kind.GAUGE) {
      return refuse(Flaw.OPTION);
    }
    int first = ++at;
    int seconds = 0;
    while (at < to && isDigit(bytes[at]) && at - first < MOST_TTL_DIGITS) {
      seconds = seconds * 10 + bytes[at] - '0';
      at++;
    }
    if (seconds < SHORTEST_TTL_SECONDS || (at < to && bytes[at] != ':')) {
      return refuse(Flaw.TIME_TO_LIVE);
    }
    ttlSeconds = seconds;
    return true;
  }

  private boolean name(byte[] bytes, int to) {
    int first = at;
    at = Words.end(bytes, at, to);
    if (at == to) {
      return refuse(Flaw.NOT_A_LINE);
    }
    if (bytes[at] != ',' && bytes[at] != ':') {
      return refuse(Flaw.NAME);
    }
    if (at == first) {
      return refuse(Flaw.NO_NAME);
    }
    if (at - first > LONGEST_NAME) {
      return refuse(Flaw.LONG_NAME);
    }
    tags.begin(bytes, first, at);
    return true;
  }

  private boolean tags(byte[] bytes, int to) {
    while (at < to && bytes[at] == ',') {
      Flaw found = tags.read(at + 1, to);
      if (found != Flaw.NONE) {
        return refuse(found);
      }
      at = tags.end();
    }
    if (at == to) {
      return refuse(Flaw.NOT_A_LINE);
    }
    return tags.sort() || refuse(Flaw.TAG_TWICE);
  }

  private boolean value(byte[] bytes, int to) {
    Flaw found =
        kind == Kind.MONOTONIC_COUNTER
            ? number.parseUnsigned(bytes, at + 1, to)
            : number.parse(bytes, at + 1, to);
    if (found != Flaw.NONE) {
      return refuse(found);
    }
    boolean signed = kind == Kind.GAUGE || kind == Kind.MAX_GAUGE;
    return signed || number.value() >= 0 || refuse(Flaw.NEGATIVE);
  }

  private boolean refuse(Flaw why) {
    flaw = why;
    return false;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}

package org.atlasagent.runtime;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The agent's log: one line an event on standard error. Under systemd a line begins with its
 * priority as sd-daemon(3) defines it and has no time stamp, for the journal adds its own.
 */
public final class Log {
  private static final long MILLIS_A_SECOND = 1000;
  private static final long SECONDS_A_DAY = 24 * 60 * 60;

  private enum Level {
    ERROR(3),
    WARN(4),
    INFO(6),
    DEBUG(7);

    private final int priority;

    Level(int priority) {
      this.priority = priority;
    }
  }

  private final PrintStream out;
  private final boolean journal;
  private final boolean verbose;
  private final Clock clock;

  /**
   * A log.
   *
   * @param out where lines go
   * @param journal whether the journal reads them
   * @param verbose whether details are wanted
   * @param clock for the time stamps
   */
  public Log(PrintStream out, boolean journal, boolean verbose, Clock clock) {
    this.out = out;
    this.journal = journal;
    this.verbose = verbose;
    this.clock = clock;
  }

  /** A log that keeps nothing, for commands that show what happened themselves. */
  static Log silent(Clock clock) {
    return new Log(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        false,
        false,
        clock);
  }

  /** Something without which the agent cannot do its job. */
  public void error(String message) {
    write(Level.ERROR, message);
  }

  /** Something that costs metrics. */
  public void warn(String message) {
    write(Level.WARN, message);
  }

  /** A change of state that an operator wants to see. */
  public void info(String message) {
    write(Level.INFO, message);
  }

  /** Whether details are wanted: who makes many of them asks first. */
  public boolean isVerbose() {
    return verbose;
  }

  /** A detail for whoever asked for details. */
  public void debug(String message) {
    if (verbose) {
      write(Level.DEBUG, message);
    }
  }

  /** Names from the kernel may hold anything: none may forge a line, or hide in one. */
  static String printable(String text) {
    StringBuilder line = new StringBuilder(text.length());
    appendPrintable(line, text);
    return line.toString();
  }

  private void write(Level level, String message) {
    StringBuilder line = new StringBuilder(message.length() + 40);
    if (journal) {
      line.append('<').append(level.priority).append('>');
    } else {
      appendTime(line, Math.floorDiv(clock.wallMillis(), MILLIS_A_SECOND));
      line.append(' ').append(level).append(' ');
    }
    appendPrintable(line, message);
    // As bytes: the encoder of characters is a buffer and classes that nobody else needs.
    byte[] bytes = line.append('\n').toString().getBytes(out.charset());
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /** Not by java.time: fifteen classes and more for the few lines that a good day brings. */
  private static void appendTime(StringBuilder line, long epochSecond) {
    int second = (int) Math.floorMod(epochSecond, SECONDS_A_DAY);
    appendDate(line, Math.floorDiv(epochSecond, SECONDS_A_DAY));
    appendTwoDigits(line.append('T'), second / 3600);
    appendTwoDigits(line.append(':'), second / 60 % 60);
    appendTwoDigits(line.append(':'), second % 60);
    line.append('Z');
  }

  /** The date of a day after 1970-01-01, in the calendar of ISO 8601. */
  static void appendDate(StringBuilder line, long day) {
    int year = 1970;
    long left = day;
    while (left >= daysOf(year)) {
      left -= daysOf(year++);
    }
    int month = 0; // January
    while (left >= daysOf(year, month)) {
      left -= daysOf(year, month++);
    }
    line.append(year);
    appendTwoDigits(line.append('-'), month + 1);
    appendTwoDigits(line.append('-'), (int) left + 1);
  }

  private static int daysOf(int year) {
    return isLeap(year) ? 366 : 365;
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 1 -> isLeap(year) ? 29 : 28;
      case 3, 5, 8, 10 -> 30;
      default -> 31;
    };
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  private static void appendTwoDigits(StringBuilder line, int number) {
    line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static void appendPrintable(StringBuilder line, String message) {
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      if (isPrintable(c)) {
        line.append(c);
      } else {
        line.append(String.format("\\u%04x", (int) c));
      }
    }
  }

  private static boolean isPrintable(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}

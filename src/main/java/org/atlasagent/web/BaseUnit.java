package org.atlasagent.web;

import java.util.List;
import org.atlasagent.meter.Unit;

/**
 * The unit in which Prometheus wants a metric: a base unit, which ends the name. What is counted
 * (packets, sockets) is none: the name says it.
 */
enum BaseUnit {
  NONE(""),
  BYTES("bytes"),
  PAGES("pages"),
  SECONDS("seconds"),
  RATIO("ratio", "percent"),
  HERTZ("hertz"),
  WATTS("watts"),
  CELSIUS("celsius");

  private final String suffix;
  private final String otherWord;

  BaseUnit(String suffix) {
    this(suffix, suffix);
  }

  BaseUnit(String suffix, String otherWord) {
    this.suffix = suffix;
    this.otherWord = otherWord;
  }

  /** How it ends a name; empty for none. */
  String suffix() {
    return suffix;
  }

  /** The words of a name that say the unit. */
  List<String> words() {
    return List.of(suffix, otherWord);
  }

  /** The base unit of what comes in another one. */
  static BaseUnit of(Unit unit) {
    return switch (unit) {
      case BYTES, KIBIBYTES -> BYTES;
      case PAGES -> PAGES;
      case SECONDS -> SECONDS;
      case PERCENT -> RATIO;
      case KILOHERTZ, MEGAHERTZ -> HERTZ;
      case WATTS -> WATTS;
      case CELSIUS -> CELSIUS;
      case NONE,
          COUNT,
          PACKETS,
          SEGMENTS,
          FRAMES,
          OPERATIONS,
          CONNECTIONS,
          SOCKETS,
          ENTRIES,
          LINES ->
          NONE;
    };
  }

  /** A value in its base unit. */
  static double convert(double value, Unit unit) {
    return switch (unit) {
      case PERCENT -> value / 100;
      case KIBIBYTES -> value * 1024;
      case KILOHERTZ -> value * 1e3;
      case MEGAHERTZ -> value * 1e6;
      case NONE,
          COUNT,
          BYTES,
          PAGES,
          SECONDS,
          WATTS,
          CELSIUS,
          PACKETS,
          SEGMENTS,
          FRAMES,
          OPERATIONS,
          CONNECTIONS,
          SOCKETS,
          ENTRIES,
          LINES ->
          value;
    };
  }
}

package org.atlasagent.meter;

/** The unit of a metric's samples: base units, and a few that the contract fixed otherwise. */
public enum Unit {
  NONE(""),
  COUNT("count"),
  BYTES("bytes"),
  KIBIBYTES("KiB"),
  PAGES("pages"),
  SECONDS("s"),
  PERCENT("%"),
  KILOHERTZ("kHz"),
  MEGAHERTZ("MHz"),
  WATTS("W"),
  CELSIUS("\u00b0C"),
  PACKETS("packets"),
  SEGMENTS("segments"),
  FRAMES("frames"),
  OPERATIONS("operations"),
  CONNECTIONS("connections"),
  SOCKETS("sockets"),
  ENTRIES("entries"),
  LINES("lines");

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  /** How the unit is written behind a number; empty for a plain number. */
  public String symbol() {
    return symbol;
  }
}

package org.atlasagent.spectatord;

/**
 * Why a line is refused. SpectatorD refuses some of these; others it takes and mends in silence.
 */
public enum Flaw {
  /** The line is right. */
  NONE("right"),
  NOT_A_LINE("not letter:name:value"),
  UNKNOWN_LETTER("an unknown letter"),
  SAMPLED_COUNTER("X is broken in SpectatorD: send U or C"),
  OPTION("an option that only a gauge has"),
  TIME_TO_LIVE("a wrong time to live: whole seconds, at least 5"),
  NO_NAME("no name"),
  NAME("a character in the name that SpectatorD replaces by _"),
  LONG_NAME("a name of more than 255 characters, which Atlas drops"),
  TAG("a tag that is not key=value"),
  TAG_KEY("a character in a tag key that SpectatorD replaces by _"),
  TAG_KEY_LENGTH("a tag key that has not 2 to 60 characters, which Atlas drops"),
  TAG_VALUE("a character in a tag value that SpectatorD replaces by _"),
  EMPTY_TAG_VALUE("a tag without a value"),
  LONG_TAG_VALUE("a tag value of more than 120 characters, which Atlas drops"),
  TAG_TWICE("a tag key twice"),
  MANY_TAGS("more than 64 tags"),
  NO_NUMBER("no number"),
  NUMBER("not a decimal number"),
  BEHIND_NUMBER("text behind the number, which SpectatorD ignores"),
  NOT_FINITE("not a finite number"),
  NEGATIVE("a negative amount"),
  FRACTION("a fraction or an exponent in an unsigned number"),
  WIDE("more than 64 bits"),
  MANY_SERIES("more series than there is room for");

  private final String text;

  Flaw(String text) {
    this.text = text;
  }

  /** The flaw in words, for whoever sent the line. */
  public String text() {
    return text;
  }
}

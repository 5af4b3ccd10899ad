package org.atlasagent.source;

/**
 * A known field in a form that it must not have. The message gives source, expectation and text,
 * such as {@code /proc/net/sockstat: not a number: many in line "TCP: inuse many"}.
 */
public final class MalformedException extends SourceException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_TEXT = 120;

  /**
   * Describes the flaw.
   *
   * @param source the file as the operator would open it
   * @param flaw what is wrong, such as {@code not a number: many}
   * @param line the line in which it stands; a long one is cut
   */
  public MalformedException(String source, String flaw, String line) {
    super(source, cut(flaw) + " in line \"" + cut(line) + "\"");
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}

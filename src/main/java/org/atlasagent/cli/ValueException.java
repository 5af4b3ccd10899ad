package org.atlasagent.cli;

/** The value of an option is not what the option takes: what was expected, in one phrase. */
final class ValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ValueException(String message) {
    super(message);
  }
}

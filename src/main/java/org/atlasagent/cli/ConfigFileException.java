package org.atlasagent.cli;

/** A configuration file that cannot be used. The message names file, line and flaw. */
final class ConfigFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ConfigFileException(String message) {
    super(message);
  }
}

package org.atlasagent.source;

/** A source that is there but cannot be read or understood. The message names it. */
public class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A source that could not be read. */
  public SourceException(String source, String problem) {
    super(source + ": " + problem);
  }

  /** A source that could not be read because of another failure. */
  public SourceException(String source, String problem, Throwable cause) {
    super(source + ": " + problem, cause);
  }
}

package org.atlasagent.linux;

/** A function of a device's library that failed: the function, and the library's own number. */
public final class LibraryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Describes the failure. */
  public LibraryException(String function, int status) {
    super(function + ": status " + status);
  }
}

package org.atlasagent.source.host;

/** The answer of a message bus, or of somebody on it, that a call failed: an error of D-Bus. */
final class BusRefusal extends Exception {
  private static final long serialVersionUID = 1;

  private final String error;

  /**
   * An error.
   *
   * @param error its name, such as {@code org.freedesktop.DBus.Error.AccessDenied}
   * @param message what is said about it; may be empty
   */
  BusRefusal(String error, String message) {
    super(message.isEmpty() ? error : error + ": " + message);
    this.error = error;
  }

  /** Whether the object, the interface, the method or the property is not known there. */
  boolean isUnknown() {
    return error.startsWith("org.freedesktop.DBus.Error.Unknown")
        || error.equals("org.freedesktop.systemd1.NoSuchUnit");
  }

  /** Whether the caller may not ask this. */
  boolean isDenied() {
    return error.equals("org.freedesktop.DBus.Error.AccessDenied");
  }
}

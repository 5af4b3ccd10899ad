package org.atlasagent.runtime;

/** The end of a daemon's process that SIGTERM or SIGINT asks for. */
final class Termination {
  private Termination() {}

  /**
   * Has work done when the JVM is told to end. Where it has been told already, nothing has begun
   * that had to be ended: leaves with 0, for the JVM's own 143 would count as a failure with
   * systemd.
   */
  static void does(Runnable work) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(work, "shutdown"));
    } catch (IllegalStateException toldAlready) {
      Runtime.getRuntime().halt(0);
    }
  }
}

package org.atlasagent;

/** Starts the agent. */
public final class Main {
  private Main() {}

  /** Runs the command line; the only place that ends the process. */
  public static void main(String[] args) {
    System.exit(0);
  }
}

package org.atlasagent.source.host;

/**
 * A unit that systemd has loaded: an entry of its list of units.
 *
 * @param name its name with its suffix, such as {@code sshd.service}
 * @param active its state in general, such as {@code active} or {@code failed}
 * @param sub its state as the type of the unit has it, such as {@code running}
 * @param path the object by which the service manager knows it
 */
public record ServiceUnit(String name, String active, String sub, String path) {
  private static final String SERVICE = ".service";

  /** Whether it is a service that runs, and so has processes. */
  public boolean isRunningService() {
    return active.equals("active") && sub.equals("running") && name.endsWith(SERVICE);
  }
}

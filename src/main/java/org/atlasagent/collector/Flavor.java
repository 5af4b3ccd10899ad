package org.atlasagent.collector;

import java.util.Locale;

/** What the agent watches: a host, or the container in which it runs. */
public enum Flavor {
  /** A host. */
  SYSTEM("atlas-system-agent"),
  /** A container of Titus. */
  TITUS("atlas-titus-agent"),
  /** A container of Kubernetes or another manager. */
  K8S("atlas-k8s-agent");

  private final String process;

  Flavor(String process) {
    this.process = process;
  }

  /** The value of the tag xatlas.process, unless the operator gives another. */
  public String process() {
    return process;
  }

  /** How the option spells it. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.atlasagent.config;

import java.util.Locale;

/** What the operator says about the flavor: one of them, or that the agent shall find out. */
public enum FlavorChoice {
  /** The agent finds out. */
  AUTO,
  /** A host. */
  SYSTEM,
  /** A container of Titus. */
  TITUS,
  /** A container of Kubernetes or another manager. */
  K8S;

  /** How the option spells it. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

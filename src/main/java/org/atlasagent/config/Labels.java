package org.atlasagent.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * The tags that the operator puts on what is reported.
 *
 * @param common on every series
 * @param network also on every series of a network metric
 */
public record Labels(Map<String, String> common, Map<String, String> network) {
  /** The common tag that names the reporting agent. */
  public static final String PROCESS = "xatlas.process";

  /** No tags. */
  public static final Labels NONE = new Labels(Map.of(), Map.of());

  public Labels {
    common = Map.copyOf(common);
    network = Map.copyOf(network);
  }

  /**
   * The common tags with the name of the agent among them, sorted by key.
   *
   * @param process the name where the operator gave none
   */
  public Map<String, String> commonWithProcess(String process) {
    Map<String, String> all = new TreeMap<>(common);
    all.putIfAbsent(PROCESS, process);
    return all;
  }
}

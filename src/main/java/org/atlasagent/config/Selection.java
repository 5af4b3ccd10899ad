package org.atlasagent.config;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the operator wants to see: collectors by name, and what they leave out.
 *
 * @param collect the only collectors that run; empty: all of the flavor
 * @param noCollect collectors that do not run; stronger than {@code collect}
 * @param ignoreInterfaces network interfaces in whose name this is found are left out
 * @param ignoreMounts mount points in whose path this is found are left out
 * @param ignoreDevices block devices in whose name this is found are left out
 */
public record Selection(
    Set<String> collect,
    Set<String> noCollect,
    Optional<Pattern> ignoreInterfaces,
    Optional<Pattern> ignoreMounts,
    Optional<Pattern> ignoreDevices) {

  /** Everything. */
  public static final Selection ALL =
      new Selection(Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty());

  public Selection {
    collect = Set.copyOf(collect);
    noCollect = Set.copyOf(noCollect);
  }

  /** Whether a collector is to run. */
  public boolean wantsCollector(String name) {
    return !noCollect.contains(name) && (collect.isEmpty() || collect.contains(name));
  }

  /** Whether a network interface is to be seen. */
  public boolean wantsInterface(String name) {
    return !found(ignoreInterfaces, name);
  }

  /** Whether a mount point is to be seen. */
  public boolean wantsMount(String mountPoint) {
    return !found(ignoreMounts, mountPoint);
  }

  /** Whether a block device is to be seen. */
  public boolean wantsDevice(String name) {
    return !found(ignoreDevices, name);
  }

  private static boolean found(Optional<Pattern> pattern, String text) {
    try {
      return pattern.isPresent() && pattern.get().matcher(text).find();
    } catch (StackOverflowError tooLong) {
      // A repeated group takes stack for each character of a name, and others choose the names.
      return false;
    }
  }
}

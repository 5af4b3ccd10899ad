package org.atlasagent.collector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.atlasagent.source.procfs.FileSystemTypes;
import org.atlasagent.source.procfs.Mount;

/** Which of the many mounts of a machine hold files of its own: the rules of the contract. */
final class InterestingMounts {
  private static final Set<Long> LOOP_AND_RAM = Set.of(7L, 1L);

  /** The beginnings of mount points that belong to the system or to containers. */
  private static final List<String> NOT_BELOW =
      List.of(
          "/dev",
          "/proc",
          "/sys",
          "/run",
          "/var/lib",
          "/mnt/docker",
          "/mnt/jenkins",
          "/mnt/kubelet",
          "/tmp/buildkit");

  private final Predicate<String> wanted;
  private final Set<String> typesAllowed;

  /**
   * Makes the rules.
   *
   * @param wanted which mount points the operator wants to see
   * @param flavor in a container the root file system is an overlay
   */
  InterestingMounts(Predicate<String> wanted, Flavor flavor) {
    this.wanted = wanted;
    typesAllowed = flavor == Flavor.SYSTEM ? Set.of("tmpfs") : Set.of("tmpfs", "overlay");
  }

  /** One mount of each device, those on block devices first: the others hang more often. */
  List<Mount> choose(List<Mount> mounts, Optional<FileSystemTypes> types) {
    Set<String> excluded = new HashSet<>();
    types.ifPresent(known -> excluded.addAll(known.withoutDevice()));
    excluded.removeAll(typesAllowed);
    Map<Long, Mount> chosen = new LinkedHashMap<>();
    for (Mount mount : visible(mounts)) {
      if (interesting(mount) && !excluded.contains(mount.type())) {
        chosen.merge(mount.device(), mount, InterestingMounts::withShorterPoint);
      }
    }
    List<Mount> ordered = new ArrayList<>(chosen.values());
    ordered.sort(Comparator.comparing(mount -> !mount.onBlockDevice()));
    return ordered;
  }

  /** A mount covers earlier ones at the same place: who asks there is answered by the last. */
  private static Iterable<Mount> visible(List<Mount> mounts) {
    Map<String, Mount> byPoint = new LinkedHashMap<>();
    mounts.forEach(mount -> byPoint.put(mount.point(), mount));
    return byPoint.values();
  }

  private boolean interesting(Mount mount) {
    return mount.root().equals("/")
        && !LOOP_AND_RAM.contains(mount.major())
        && !isOfTheSystem(mount.point())
        && wanted.test(mount.point());
  }

  private static boolean isOfTheSystem(String point) {
    for (int i = 0; i < NOT_BELOW.size(); i++) {
      if (point.startsWith(NOT_BELOW.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static Mount withShorterPoint(Mount one, Mount other) {
    return other.point().length() < one.point().length() ? other : one;
  }
}

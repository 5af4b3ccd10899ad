package org.atlasagent.source.cgroup;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.procfs.MountInfo;

/**
 * The directory of this process' own cgroup of version 2, found from {@code /proc/self/cgroup} and
 * {@code /proc/self/mountinfo}: neither the mount point nor the path below it is fixed. See
 * cgroups(7).
 */
public final class OwnCgroup {
  private static final String VERSION_2 = "0::";

  private OwnCgroup() {}

  /** Finds the directory, below the host's root; empty where no cgroup of version 2 is mounted. */
  public static Optional<String> directory(KernelFiles files) {
    try (KernelFile cgroup = files.proc("self/cgroup");
        KernelFile mountInfo = files.proc("self/mountinfo")) {
      return directory(cgroup, mountInfo);
    }
  }

  /** The same from files that are kept open, for who asks again and again. */
  public static Optional<String> directory(KernelFile cgroup, KernelFile mountInfo) {
    return cgroup
        .read()
        .flatMap(OwnCgroup::path)
        .flatMap(path -> mountInfo.read().flatMap(mounts -> directory(mounts, path)));
  }

  /** The path of the process in the hierarchy of version 2, as its cgroup namespace shows it. */
  static Optional<String> path(Fields cgroup) {
    while (cgroup.nextLine()) {
      if (cgroup.skipText(VERSION_2)) {
        return Optional.of(cgroup.rest());
      }
    }
    return Optional.empty();
  }

  /** Where a path of the hierarchy is mounted: a mount may show only a part of the hierarchy. */
  static Optional<String> directory(Fields mountInfo, String path) {
    while (mountInfo.nextLine()) {
      mountInfo.skip(3);
      String root = MountInfo.unescape(mountInfo.text());
      String mountPoint = MountInfo.unescape(mountInfo.text());
      if (isVersion2(mountInfo) && below(root, path)) {
        String rest = root.equals("/") ? path : path.substring(root.length());
        return Optional.of(rest.isEmpty() || rest.equals("/") ? mountPoint : mountPoint + rest);
      }
    }
    return Optional.empty();
  }

  private static boolean isVersion2(Fields mount) {
    while (mount.hasNext()) {
      if (mount.skipField("-")) {
        return mount.skipField("cgroup2");
      }
      mount.skip(1);
    }
    return false;
  }

  private static boolean below(String root, String path) {
    return root.equals("/") || path.equals(root) || path.startsWith(root + "/");
  }

  /** Whether a cgroup has a limit on its CPU time or on its memory. */
  public static boolean limited(KernelFiles files, String directory) {
    return hasLimit(files.host(directory + "/cpu.max"))
        || hasLimit(files.host(directory + "/memory.max"));
  }

  private static boolean hasLimit(KernelFile file) {
    try (file) {
      return file.read()
          .filter(Fields::nextLine)
          .filter(Fields::hasNext)
          .filter(fields -> !fields.skipField("max"))
          .isPresent();
    }
  }
}

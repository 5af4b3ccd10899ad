package org.atlasagent.source.cgroup;

import java.util.Optional;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.procfs.Mount;
import org.atlasagent.source.procfs.MountInfo;

/**
 * Where the cgroups of version 2 of the host are mounted: {@code /sys/fs/cgroup}, or {@code
 * /sys/fs/cgroup/unified} where systemd keeps version 1 beside it. See cgroups(7).
 */
public final class UnifiedHierarchy {
  private static final String TYPE = "cgroup2";

  private UnifiedHierarchy() {}

  /** The mount point, below the host's root; empty where none is mounted. */
  public static Optional<String> mountPoint(KernelFile mountInfo) {
    return MountInfo.read(mountInfo)
        .flatMap(mounts -> mounts.stream().filter(mount -> mount.type().equals(TYPE)).findFirst())
        .map(Mount::point);
  }
}

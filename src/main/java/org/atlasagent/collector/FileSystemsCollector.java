package org.atlasagent.collector;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atlasagent.meter.Metric;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.host.FileSystemSize;
import org.atlasagent.source.host.FileSystems;
import org.atlasagent.source.procfs.FileSystemTypes;
import org.atlasagent.source.procfs.Mount;
import org.atlasagent.source.procfs.MountInfo;

/**
 * Reports how full the mounted file systems are. Each is asked on its own, as a dead disk or a lost
 * server may never answer.
 */
final class FileSystemsCollector implements Collector {
  static final List<Metric> METRICS = FileSystemMeters.METRICS;

  private final KernelFiles files;
  private final KernelFile mountInfo;
  private final KernelFile types;
  private final InterestingMounts interesting;
  private final Wiring wiring;

  /** By mount point. */
  private final Map<String, FileSystemMeters> meters = new HashMap<>();

  FileSystemsCollector(Wiring wiring) {
    this.wiring = wiring;
    files = wiring.files();
    mountInfo = files.mountInfo();
    types = files.proc("filesystems");
    interesting = new InterestingMounts(wiring.mounts(), wiring.flavor());
  }

  @Override
  public Outcome collect(Due due) {
    Optional<List<Mount>> mounts = MountInfo.read(mountInfo);
    if (mounts.isEmpty()) {
      return Outcome.noData(mountInfo.path() + ": not there");
    }
    List<Mount> chosen = interesting.choose(mounts.get(), FileSystemTypes.read(types));
    // Each has several series, so more than these cannot be reported: they are not even asked.
    int asked = Math.min(chosen.size(), wiring.meters().maxSeries());
    Set<String> points = new HashSet<>();
    for (Mount mount : chosen.subList(0, asked)) {
      points.add(mount.point());
      ask(mount);
    }
    wiring.meters().leaveOut((chosen.size() - asked) * METRICS.size());
    meters.keySet().retainAll(points);
    return Outcome.collectedIf(!chosen.isEmpty(), mountInfo.path() + ": no mount of interest");
  }

  private void ask(Mount mount) {
    FileSystems fileSystems = wiring.host().fileSystems();
    String path = files.hostName(mount.point());
    wiring
        .calls()
        .<Optional<FileSystemSize>>ask(
            kind(mount),
            mount.point(),
            () -> fileSystems.size(path),
            size -> size.ifPresent(known -> meters(mount).report(known)));
  }

  /**
   * What is mounted over a network hangs when the network does, as all of FUSE may; a disk hangs
   * alone.
   */
  private static String kind(Mount mount) {
    return mount.onBlockDevice() ? mount.point() : mount.type().split("\\.", 2)[0];
  }

  /** Those over the bound on series are not kept: there may be thousands. */
  private FileSystemMeters meters(Mount mount) {
    FileSystemMeters known = meters.get(mount.point());
    if (known != null && known.source().equals(mount.source())) {
      return known;
    }
    FileSystemMeters added = new FileSystemMeters(wiring.meters(), mount);
    if (!wiring.meters().isFull()) {
      meters.put(mount.point(), added);
    }
    return added;
  }
}

package org.atlasagent.source.cgroup;

import java.util.ArrayList;
import java.util.List;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;

/**
 * The directory of one cgroup: hands out its files, and closes them together when the cgroup is no
 * longer of interest.
 */
public final class CgroupDirectory implements AutoCloseable {
  private final KernelFiles files;
  private final String path;
  private final List<KernelFile> handedOut = new ArrayList<>();

  /**
   * Opens nothing yet.
   *
   * @param files the roots
   * @param path the directory as {@link OwnCgroup#directory} gives it
   */
  public CgroupDirectory(KernelFiles files, String path) {
    this.files = files;
    this.path = path;
  }

  /** A file of the cgroup, such as {@code cpu.stat}. */
  public KernelFile file(String name) {
    KernelFile file = files.host(path + "/" + name);
    handedOut.add(file);
    return file;
  }

  @Override
  public void close() {
    handedOut.forEach(KernelFile::close);
  }
}

package org.atlasagent.source.cgroup;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;

/**
 * The processes of a cgroup and of all cgroups below it: {@code cgroup.procs}. See cgroups(7).
 *
 * <p>The directories below are listed only where {@code cgroup.stat} says that there are some, for
 * each holds dozens of files.
 */
final class CgroupProcesses implements AutoCloseable {
  private static final String DESCENDANTS = "nr_descendants";

  /** No service nests its cgroups deeper; a bound for what follows directories. */
  private static final int DEEPEST = 8;

  private final KernelFiles files;
  private final String directory;
  private final KernelFile processes;
  private final KernelFile stat;
  private long[] found = new long[16];
  private int count;

  CgroupProcesses(KernelFiles files, String directory) {
    this.files = files;
    this.directory = directory;
    processes = files.host(directory + "/cgroup.procs");
    stat = files.host(directory + "/cgroup.stat");
  }

  /** Hands each process to a consumer, which may read other files. */
  void forEach(LongConsumer consumer) {
    count = 0;
    processes.read().ifPresent(this::add);
    if (stat.read().filter(CgroupProcesses::hasDescendants).isPresent()) {
      addBelow(directory, 1);
    }
    for (int i = 0; i < count; i++) {
      consumer.accept(found[i]);
    }
  }

  private void addBelow(String parent, int depth) {
    Optional<String[]> names = KernelFiles.list(files.hostPath(parent));
    if (names.isEmpty() || depth > DEEPEST) {
      return;
    }
    for (String name : names.get()) {
      String child = parent + "/" + name;
      Path path = files.hostPath(child);
      // Only a directory has files in it; in a threaded one, the parent's list has the processes.
      if (!isFile(name) && path.toFile().isDirectory() && !isThreaded(child)) {
        try (KernelFile ofChild = files.host(child + "/cgroup.procs")) {
          ofChild.read().ifPresent(this::add);
        }
        addBelow(child, depth + 1);
      }
    }
  }

  /** Whether a name is that of a file of the kernel's: no look is needed then. */
  private static boolean isFile(String name) {
    return name.startsWith("cgroup.")
        || name.startsWith("cpu.")
        || name.startsWith("io.")
        || name.startsWith("memory.");
  }

  private boolean isThreaded(String child) {
    try (KernelFile type = files.host(child + "/cgroup.type")) {
      return type.read()
          .filter(Fields::nextLine)
          .filter(fields -> fields.skipField("threaded"))
          .isPresent();
    }
  }

  private void add(Fields fields) {
    while (fields.nextLine()) {
      if (fields.hasNext()) {
        if (count == found.length) {
          found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = fields.number();
      }
    }
  }

  private static boolean hasDescendants(Fields fields) {
    while (fields.nextLine()) {
      if (fields.skipField(DESCENDANTS)) {
        return fields.number() != 0;
      }
    }
    return false;
  }

  @Override
  public void close() {
    processes.close();
    stat.close();
  }
}

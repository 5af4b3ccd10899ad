package org.atlasagent.source.procfs;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * The types of file system that the kernel knows: {@code /proc/filesystems}. See
 * proc_filesystems(5).
 *
 * @param withoutDevice those marked {@code nodev}: no block device holds their files
 */
public record FileSystemTypes(Set<String> withoutDevice) {
  public FileSystemTypes {
    withoutDevice = Set.copyOf(withoutDevice);
  }

  /** Reads the file; empty when there is none. */
  public static Optional<FileSystemTypes> read(KernelFile filesystems) {
    return filesystems.read().map(FileSystemTypes::parse);
  }

  static FileSystemTypes parse(Fields fields) {
    Set<String> withoutDevice = new HashSet<>();
    while (fields.nextLine()) {
      if (fields.skipField("nodev")) {
        withoutDevice.add(fields.text());
      }
    }
    return new FileSystemTypes(withoutDevice);
  }
}

package org.atlasagent.runtime;

import java.nio.file.Path;
import java.util.List;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.MemoryAdvice;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.procfs.Smaps;

/**
 * The pages of the virtual machine's own files that its start has touched and that are not used
 * again: given back when the start is over, and when the compiler has settled
 * (docs/decisions/0022).
 */
final class StartPages {
  /** The virtual machine, the archive of classes, and the classes of the JDK. */
  private static final List<String> FILES = List.of("/libjvm.so", ".aot", "/lib/modules");

  private final Log log;

  StartPages(Log log) {
    this.log = log;
  }

  /** Gives them back. What is still in use comes back by itself. */
  void giveBack() {
    try (KernelFiles own = new KernelFiles(Path.of("/"))) {
      for (Smaps.Mapping mapping : Smaps.read(own.proc("self/smaps"))) {
        if (isDroppable(mapping)) {
          MemoryAdvice.dropCleanPages(mapping.start(), mapping.end());
        }
      }
    } catch (SourceException | LinuxException failure) {
      log.debug("memory that only the start needed is kept: " + failure.getMessage());
    }
  }

  /**
   * Whether nothing of a mapping can be lost: nobody can write to it, and nobody has. By name only
   * files that are mapped from the beginning, since a library that is being loaded in this moment
   * is about to be written to.
   */
  static boolean isDroppable(Smaps.Mapping mapping) {
    return FILES.stream().anyMatch(mapping.file()::endsWith)
        && mapping.permissions().charAt(1) == '-'
        && mapping.anonymousKb() == 0;
  }
}

package org.atlasagent.source.procfs;

import java.util.ArrayList;
import java.util.List;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/** The parts of a process's address space: {@code /proc/PID/smaps}. See proc_pid_smaps(5). */
public final class Smaps {
  private Smaps() {}

  /**
   * A range of addresses with one origin and one protection.
   *
   * @param start the first address
   * @param end the address behind the last
   * @param permissions read, write, execute, and private or shared, as in {@code r-xp}
   * @param file the path of the file that is mapped, or a name in brackets; empty where there is
   *     none
   * @param anonymousKb memory that is no copy of the file, such as pages that were written to
   */
  public record Mapping(long start, long end, String permissions, String file, long anonymousKb) {}

  /** Reads the mappings; none when the process is gone. */
  public static List<Mapping> read(KernelFile smaps) {
    return smaps.stream().map(Smaps::parse).orElse(List.of());
  }

  static List<Mapping> parse(Fields fields) {
    List<Mapping> mappings = new ArrayList<>();
    boolean more = fields.nextLine();
    while (more) {
      long start = fields.hexUntil('-');
      long end = fields.hex();
      String permissions = fields.text();
      fields.skip(3); // the place in the file, its device and its inode
      String file = fields.hasNext() ? fields.rest() : "";
      long anonymousKb = 0;
      more = fields.nextLine();
      while (more && !fields.nextHas('-')) {
        if (fields.skipField("Anonymous:")) {
          anonymousKb = fields.number();
        }
        more = fields.nextLine();
      }
      mappings.add(new Mapping(start, end, permissions, file, anonymousKb));
    }
    return mappings;
  }
}

package org.atlasagent.source.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.Values;

/**
 * What one interface has carried of IPv6: a file of {@code /proc/net/dev_snmp6}. The kernel keeps
 * no such numbers for IPv4; without IPv6 there is no such directory.
 *
 * @param name the interface's name
 * @param totals the fields of {@link Snmp6}, of this interface only
 */
public record DevSnmp6(String name, Values<Snmp6> totals) {
  private static final String DIRECTORY = "dev_snmp6";

  /**
   * Reads the files of the wanted interfaces; an interface that vanishes meanwhile is left out.
   * Empty when there is no such directory.
   */
  public static Optional<List<DevSnmp6>> read(KernelFiles files, Predicate<String> wanted) {
    Optional<String[]> names = KernelFiles.list(files.netPath(DIRECTORY));
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<DevSnmp6> interfaces = new ArrayList<>();
    for (String name : names.get()) {
      if (wanted.test(name)) {
        read(files, name).ifPresent(totals -> interfaces.add(new DevSnmp6(name, totals)));
      }
    }
    return Optional.of(interfaces);
  }

  /** Reads one file and closes it: a host may have a thousand interfaces. */
  private static Optional<Values<Snmp6>> read(KernelFiles files, String name) {
    try (KernelFile file = files.net(DIRECTORY + "/" + name)) {
      return Snmp6.read(file);
    }
  }
}

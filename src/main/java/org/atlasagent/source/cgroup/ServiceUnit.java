package org.atlasagent.source.cgroup;

import java.util.List;
import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;

/**
 * A service of systemd, seen by its cgroup: {@code system.slice/NAME.service}. systemd makes the
 * cgroup when it starts the service and removes it when the last process has ended, so that one
 * with processes in it is a service that runs, and nobody needs to be asked over D-Bus.
 */
public final class ServiceUnit {
  private final String name;
  private final List<KernelFile> processes;

  /**
   * Looks where cgroup v2 has it, then where systemd keeps its own tree beside cgroup v1.
   *
   * @param files the roots
   * @param name with its ending, such as {@code sshd.service}
   */
  public ServiceUnit(KernelFiles files, String name) {
    this.name = name;
    String below = "system.slice/" + name + "/cgroup.procs";
    processes = List.of(files.sys("fs/cgroup/" + below), files.sys("fs/cgroup/systemd/" + below));
  }

  /** The name of the unit. */
  public String name() {
    return name;
  }

  /** Whether processes of the service are there. */
  public boolean runs() {
    for (KernelFile file : processes) {
      Optional<Fields> fields = file.read();
      if (fields.isPresent() && fields.get().nextLine() && !fields.get().lineIsBlank()) {
        return true;
      }
    }
    return false;
  }
}

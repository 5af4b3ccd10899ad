package org.atlasagent.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.atlasagent.collector.Flavor;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.cgroup.OwnCgroup;

/** Decides what is watched, a host or the own container, and says why. */
final class FlavorDetection {
  /** The name that the kernel gives the initial cgroup namespace: PROC_CGROUP_INIT_INO. */
  private static final String INITIAL_CGROUP_NAMESPACE = "cgroup:[4026531835]";

  private FlavorDetection() {}

  /**
   * A decision.
   *
   * @param flavor what is watched
   * @param why in one phrase
   */
  record Detected(Flavor flavor, String why) {}

  /**
   * Decides.
   *
   * @param config what the operator asked for
   * @param root the root file system in which the marks of a container are looked for: {@code /}
   */
  static Detected detect(AgentConfig config, Path root) {
    return switch (config.flavor()) {
      case SYSTEM -> new Detected(Flavor.SYSTEM, "asked for by --flavor");
      case TITUS -> new Detected(Flavor.TITUS, "asked for by --flavor");
      case K8S -> new Detected(Flavor.K8S, "asked for by --flavor");
      case AUTO -> auto(config, root);
    };
  }

  private static Detected auto(AgentConfig config, Path root) {
    if (config.givenRoot().isPresent()) {
      return new Detected(Flavor.SYSTEM, "--root names a host");
    }
    Map<String, String> environment = config.environment();
    if (NetflixExecutor.of(environment) == NetflixExecutor.TITUS) {
      return new Detected(Flavor.TITUS, "NETFLIX_EXECUTOR is titus");
    }
    Optional<String> container = containerMark(environment, root);
    if (container.isEmpty()) {
      return new Detected(Flavor.SYSTEM, "not in a container");
    }
    try (KernelFiles files = new KernelFiles(root)) {
      return limited(files)
          ? new Detected(
              Flavor.K8S, "in a container with a limit on CPU or memory: " + container.get())
          : new Detected(
              Flavor.SYSTEM,
              "in a container, but without a limit in cpu.max or memory.max: " + container.get());
    } catch (SourceException unreadable) {
      return new Detected(
          Flavor.SYSTEM, "in a container whose limits are unknown: " + unreadable.getMessage());
    }
  }

  private static boolean limited(KernelFiles files) {
    return OwnCgroup.directory(files)
        .filter(directory -> OwnCgroup.limited(files, directory))
        .isPresent();
  }

  private static Optional<String> containerMark(Map<String, String> environment, Path root) {
    if (environment.containsKey("KUBERNETES_SERVICE_HOST")) {
      return Optional.of("KUBERNETES_SERVICE_HOST is set");
    }
    for (String mark : new String[] {"run/.containerenv", ".dockerenv"}) {
      if (Files.exists(root.resolve(mark))) {
        return Optional.of("/" + mark + " exists");
      }
    }
    Path namespace = root.resolve("proc/self/ns/cgroup");
    try {
      String name = Files.readSymbolicLink(namespace).toString();
      return name.equals(INITIAL_CGROUP_NAMESPACE)
          ? Optional.empty()
          : Optional.of("its cgroup namespace is not the initial one");
    } catch (IOException absent) {
      return Optional.empty();
    }
  }
}

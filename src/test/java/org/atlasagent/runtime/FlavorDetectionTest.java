package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.atlasagent.collector.Flavor;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.FlavorChoice;
import org.atlasagent.runtime.FlavorDetection.Detected;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The flavor, detected in a tree that looks like a host and is then changed. */
class FlavorDetectionTest {
  private static final String CGROUP = "sys/fs/cgroup/own/";

  @TempDir private Path root = Path.of("");

  @BeforeEach
  void host() throws IOException {
    write("proc/self/cgroup", "0::/own\n");
    write(
        "proc/self/mountinfo",
        "30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw\n");
    write(CGROUP + "cpu.max", "max 100000\n");
    write(CGROUP + "memory.max", "max\n");
    namespace("cgroup:[4026531835]");
  }

  @Test
  void aHostIsNoContainerEvenWithLimits() throws IOException {
    write(CGROUP + "memory.max", "1073741824\n");

    assertThat(detect(Map.of())).isEqualTo(new Detected(Flavor.SYSTEM, "not in a container"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run/.containerenv", ".dockerenv"})
  void aFileOfItsManagerMarksAContainer(String mark) throws IOException {
    write(mark, "");
    assertContainer("/" + mark + " exists");
  }

  @Test
  void theServiceOfKubernetesMarksAContainer() throws IOException {
    limit();
    assertThat(detect(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1")))
        .isEqualTo(k8s("KUBERNETES_SERVICE_HOST is set"));
  }

  @Test
  void anotherCgroupNamespaceMarksAContainer() throws IOException {
    namespace("cgroup:[4026532301]");
    assertContainer("its cgroup namespace is not the initial one");
  }

  @Test
  void eachOfTheTwoLimitsCounts() throws IOException {
    write(".dockerenv", "");
    write(CGROUP + "cpu.max", "150000 100000\n");
    assertThat(detect(Map.of()).flavor()).isEqualTo(Flavor.K8S);

    write(CGROUP + "cpu.max", "max 100000\n");
    assertThat(detect(Map.of()).flavor()).isEqualTo(Flavor.SYSTEM);

    write(CGROUP + "memory.max", "1073741824\n");
    assertThat(detect(Map.of()).flavor()).isEqualTo(Flavor.K8S);
  }

  @Test
  void aContainerWithoutCgroupOfVersionTwoHasNoKnownLimit() throws IOException {
    write(".dockerenv", "");
    write("proc/self/cgroup", "4:memory:/own\n");

    assertThat(detect(Map.of()).flavor()).isEqualTo(Flavor.SYSTEM);
  }

  @Test
  void limitsThatCannotBeReadAreNoReasonNotToStart() throws IOException {
    write(".dockerenv", "");
    Files.delete(root.resolve(CGROUP + "cpu.max"));
    Files.createDirectories(root.resolve(CGROUP + "cpu.max"));

    Detected detected = detect(Map.of());

    assertThat(detected.flavor()).isEqualTo(Flavor.SYSTEM);
    assertThat(detected.why())
        .startsWith("in a container whose limits are unknown: ")
        .contains("cpu.max");
  }

  @Test
  void titusSaysItselfThatItIsThere() {
    assertThat(detect(Map.of("NETFLIX_EXECUTOR", "Titus")))
        .isEqualTo(new Detected(Flavor.TITUS, "NETFLIX_EXECUTOR is titus"));
    assertThat(detect(Map.of("NETFLIX_EXECUTOR", "ec2")).flavor()).isEqualTo(Flavor.SYSTEM);
  }

  @Test
  void aRootThatIsGivenIsAHost() throws IOException {
    write(".dockerenv", "");
    limit();
    AgentConfig config =
        AgentConfig.builder()
            .root(Path.of("/host"))
            .environment(Map.of("NETFLIX_EXECUTOR", "titus"))
            .build();

    assertThat(FlavorDetection.detect(config, root))
        .isEqualTo(new Detected(Flavor.SYSTEM, "--root names a host"));
  }

  @ParameterizedTest
  @EnumSource(value = FlavorChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void whatIsAskedForIsTaken(FlavorChoice choice) {
    AgentConfig config =
        AgentConfig.builder()
            .flavor(choice)
            .root(Path.of("/host"))
            .environment(Map.of("NETFLIX_EXECUTOR", "titus"))
            .build();

    assertThat(FlavorDetection.detect(config, root))
        .isEqualTo(new Detected(Flavor.valueOf(choice.name()), "asked for by --flavor"));
  }

  private void assertContainer(String mark) throws IOException {
    assertThat(detect(Map.of()))
        .isEqualTo(
            new Detected(
                Flavor.SYSTEM,
                "in a container, but without a limit in cpu.max or memory.max: " + mark));
    limit();
    assertThat(detect(Map.of())).isEqualTo(k8s(mark));
  }

  private static Detected k8s(String mark) {
    return new Detected(Flavor.K8S, "in a container with a limit on CPU or memory: " + mark);
  }

  private void limit() throws IOException {
    write(CGROUP + "memory.max", "1073741824\n");
  }

  private Detected detect(Map<String, String> environment) {
    return FlavorDetection.detect(AgentConfig.builder().environment(environment).build(), root);
  }

  private void namespace(String name) throws IOException {
    Path link = root.resolve("proc/self/ns/cgroup");
    Files.createDirectories(link.resolve("..").normalize());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(name));
  }

  private void write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolve("..").normalize());
    Files.writeString(file, content);
  }
}

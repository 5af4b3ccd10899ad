package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.atlasagent.testing.Command;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Image and package as an emulated aarch64 makes and runs them. They are made of the jar that was
 * built here. What happens there: aarch64.sh.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class Aarch64IT {
  private static final String IMAGE = "target/aarch64/image";
  private static final String APP = IMAGE + "/lib/atlas-system-agent";
  private static final int MOST_MIB = 62;

  /** What has nothing to report on a small virtual machine without a cloud. */
  private static final Set<String> WITHOUT_DATA =
      Set.of(
          "cpufreq",
          "perfspect",
          "dcgm",
          "gpu-nvidia",
          "gpu-amd",
          "network-allowances",
          "conntrack",
          "aws-credentials",
          "ebs",
          "services");

  private final GuestRun guest =
      GuestRun.onAarch64(
          "aarch64.sh", List.of(System.getProperty("image.arguments", "").split(" ", -1)));

  @Test
  void theImageIsMadeThere() {
    assertThat(guest.section("machine")).containsExactly("aarch64");
    assertThat(guest.section("build").getLast()).contains("-linux-aarch64.tar.gz: ");
    assertThat(Integer.parseInt(guest.section("size").getFirst().split("\t", -1)[0]))
        .isLessThanOrEqualTo(MOST_MIB);
    assertThat(guest.section("control")).contains("Architecture: arm64");
  }

  @Test
  void theArchiveOfClassesIsMapped() {
    assertThat(guest.section("archive"))
        .anySatisfy(line -> assertThat(line).contains("Using AOT-linked classes: true"))
        .last()
        .asString()
        .startsWith("atlas-system-agent ");
  }

  @Test
  void everyCollectorFindsItsSource() {
    assertThat(states("failed")).isEmpty();
    assertThat(states("no data")).isSubsetOf(WITHOUT_DATA);
    assertThat(states("found")).contains("pmu", "tcp-connections", "clock", "filesystems");
  }

  @Test
  void whatIsReportedIsOfTheProtocol() {
    assertThat(guest.lines("atlas-system-agent").lines()).hasSizeGreaterThan(300);
    assertThat(guest.section("print")).hasSizeGreaterThan(300);
    assertThat(guest.section("log")).noneSatisfy(line -> assertThat(line).contains(" WARN"));
  }

  /**
   * An aarch64 kernel may have larger pages than the one that the archive of classes is made on.
   */
  @ParameterizedTest
  @ValueSource(strings = {"4096", "16384", "65536"})
  void itStartsWithPagesOfEachSize(String bytes) {
    Skip.withoutPrograms("qemu-aarch64-static");
    assertThat(guest.section("machine")).isNotEmpty();

    assertThat(
            Command.output(
                    "qemu-aarch64-static",
                    "-p",
                    bytes,
                    "-E",
                    "LD_LIBRARY_PATH=" + Path.of("target/aarch64/lib").toAbsolutePath(),
                    "target/aarch64/lib/ld-linux-aarch64.so.1",
                    IMAGE + "/bin/java",
                    "@" + APP + "/jvm.options",
                    "-XX:AOTMode=on",
                    "-XX:AOTCache=" + APP + "/atlas-system-agent.aot",
                    "-Xlog:aot",
                    "-cp",
                    APP + "/atlas-system-agent.jar",
                    "org.atlasagent.Main",
                    "--version")
                .lines())
        .anySatisfy(line -> assertThat(line).contains("Using AOT-linked classes: true"))
        .last()
        .asString()
        .startsWith("atlas-system-agent ");
  }

  @Test
  void theServiceOfThePackageRuns() {
    assertThat(guest.section("service"))
        .contains("ActiveState=active", "UnitFileState=enabled", "NRestarts=0");
    assertThat(guest.section("service log"))
        .isNotEmpty()
        .noneSatisfy(line -> assertThat(line).contains(" WARN"));
    assertThat(guest.number("service lines")).isGreaterThan(300);
    assertThat(guest.section("service stopped")).contains("ActiveState=inactive", "Result=success");
    assertThat(guest.section("service purged")).isEmpty();
  }

  @Test
  void theTestsOfSystemCallsPassThere() {
    assertThat(guest.section("tests"))
        .anySatisfy(line -> assertThat(line).matches("\\[ +0 tests failed +]"))
        .anySatisfy(
            line -> assertThat(line).matches("\\[ +(19[0-9]|[2-9][0-9]{2}) tests successful +]"));
  }

  private Set<String> states(String state) {
    return guest.section("check").stream()
        .filter(line -> line.matches("[a-z-]+ +" + state + " .*"))
        .map(line -> line.split(" ", 2)[0])
        .collect(Collectors.toSet());
  }
}

package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The image as an emulated aarch64 makes and runs it. It is made of the jar that was built here.
 * What happens there: aarch64.sh.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class Aarch64IT {
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
        .isLessThanOrEqualTo(62);
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

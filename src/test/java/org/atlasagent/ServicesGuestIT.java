package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The packaged agent beside a real systemd that has all controllers of cgroup v2: what it says of
 * services agrees with the files of their cgroups, with systemd and with load that is known. What
 * happens there, and in which order: services.sh.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class ServicesGuestIT {
  private static final String BUSY = "test-busy.service";
  private static final String FULL = "test-full.service";
  private static final double QUOTA = 30;
  private static final double MIB = 1 << 20;

  private final GuestRun guest = GuestRun.of("services.sh");
  private final ReportedLines lines = guest.lines("atlas-system-agent");

  @Test
  void cpuUsageIsThatOfTheCgroupAndOfTheQuota() {
    double seconds = guest.number("busy after", "uptime") - guest.number("busy before", "uptime");
    double micros =
        guest.number("busy after", "usage_usec") - guest.number("busy before", "usage_usec");
    double percent = micros / 1e4 / seconds;

    // On a busy machine, it may not even get its quota.
    assertThat(percent).isBetween(QUOTA / 2, QUOTA + 2);
    assertThat(values("cpuUsage", BUSY, "service"))
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(usage -> assertThat(usage).isBetween(QUOTA / 3, QUOTA + 5));
    assertThat(values("cpuUsage", BUSY, "service").getLast()).isCloseTo(percent, within(5.0));
    assertThat(values("cpuUsage", BUSY, "process"))
        .isNotEmpty()
        .allSatisfy(usage -> assertThat(usage).isLessThan(1));
    assertThat(values("cpuUsage", FULL, "service").getLast()).isLessThan(1);
  }

  @Test
  void memoryIsThatOfTheCgroupAndOfTheLoad() {
    assertThat(values("memory", FULL).getLast())
        .isBetween(32 * MIB, 40 * MIB)
        .isCloseTo(guest.number("full", "memory.current"), within(0.5 * MIB));
    assertThat(guest.number("full", "MemoryCurrent"))
        .isCloseTo(guest.number("full", "memory.current"), within(0.5 * MIB));
    assertThat(values("memory", BUSY).getLast())
        .isCloseTo(guest.number("busy after", "memory.current"), within(0.5 * MIB));
  }

  @Test
  void descriptorsAreThoseOfAllProcesses() {
    assertThat(guest.number("busy after", "processes")).isEqualTo(2);
    assertThat(values("fds", BUSY, "service").getLast())
        .isEqualTo(guest.number("busy after", "descriptors"));
    assertThat(values("fds", BUSY, "process").getLast()).isEqualTo(3);
    assertThat(guest.number("full", "processes")).isEqualTo(3);
    assertThat(values("fds", FULL, "service").getLast())
        .isEqualTo(guest.number("full", "descriptors"));
  }

  @Test
  void bothRun() {
    Map<String, String> state = Map.of("state", "active.running");
    assertThat(lines.values("systemd.service.status", state))
        .hasSameSizeAs(lines.values("systemd.service.status"))
        .isNotEmpty()
        .containsOnly(1.0);
    assertThat(guest.section("log")).noneSatisfy(line -> assertThat(line).contains("failed"));
  }

  private List<Double> values(String metric, String service) {
    return lines.values("systemd.service." + metric, Map.of("service.name", service));
  }

  private List<Double> values(String metric, String service, String scope) {
    Map<String, String> tags = new HashMap<>(Map.of("service.name", service, "scope", scope));
    return lines.values("systemd.service." + metric, tags);
  }
}

package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The packaged agent in a cgroup namespace of its own, as in a container of Kubernetes: one and a
 * half processors, a slow disk, no limit on memory, and load that is known; then with a limit on
 * memory alone, then in the root cgroup. What happens there, and in which order: kubernetes.sh.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class KubernetesGuestIT {
  private static final double CPUS = 1.5;
  private static final long MIB = 1 << 20;
  private static final double LATER_LIMIT = 200 * MIB;
  private static final Map<String, String> READ = Map.of("dev", "nvme0n1", "id", "read");
  private static final Map<String, String> WRITE = Map.of("dev", "nvme0n1", "id", "write");

  private final GuestRun guest = GuestRun.of("kubernetes.sh");
  private final ReportedLines lines = guest.lines("atlas-k8s-agent");
  private final ReportedLines withoutLimit = guest.linesUntil("lines without limit", lines);
  private final ReportedLines underLoad = guest.linesBetween("lines before", "lines after", lines);

  @Test
  void theFlavorIsFoundByTheNamespaceAndTheLimit() {
    assertThat(guest.section("log"))
        .anySatisfy(line ->
            assertThat(line)
                .contains("flavor k8s (in a container with a limit on CPU or memory")
                .contains("its cgroup namespace is not the initial one"))
        .noneSatisfy(line -> assertThat(line).contains("failed"));
  }

  @Test
  void theCpuTimeOfTheLoadIsReported() {
    double used = increase("usage_usec") / 1e6;
    double elapsed = guest.number("uptime after") - guest.number("uptime before");

    // The one processor that is on; some of the time, the load has not begun or has ended.
    assertThat(used).isBetween(0.6 * elapsed, 1.02 * elapsed);
    assertThat(underLoad.sum("cgroup.cpu.processingTime")).isCloseTo(used, within(0.1 * used));
    assertThat(underLoad.sum("cgroup.cpu.processingCapacity"))
        .isCloseTo(CPUS * elapsed, within(0.05 * CPUS * elapsed));
    assertThat(underLoad.values("sys.cpu.numProcessors")).isNotEmpty().containsOnly(CPUS);
    List<Double> user = underLoad.values("sys.cpu.utilization", Map.of("id", "user"));
    List<Double> system = underLoad.values("sys.cpu.utilization", Map.of("id", "system"));
    // The minute before the last round lies in the load as a whole.
    assertThat(user.getLast() + system.getLast())
        .isCloseTo(100 * used / (CPUS * elapsed), within(10.0));
  }

  @Test
  void whoStaysBelowTheQuotaIsThrottledAsTheKernelSays() {
    assertThat(withoutLimit.values("cgroup.cpu.numThrottled").getLast())
        .isBetween(0.0, guest.number("cpu at the end", "nr_throttled"));
    assertThat(withoutLimit.values("cgroup.cpu.weight")).containsOnly(100.0);
  }

  @Test
  void transfersAreThoseOfTheKernelAndOfTheLoad() {
    assertThat(lines.sum("disk.io.bytes", WRITE))
        .isEqualTo(96 * 65_536)
        .isEqualTo(ofDisk("wbytes"));
    assertThat(lines.sum("disk.io.bytes", READ)).isEqualTo(64 * 65_536).isEqualTo(ofDisk("rbytes"));
    assertThat(lines.sum("disk.io.ops", WRITE)).isEqualTo(ofDisk("wios"));
    assertThat(lines.sum("disk.io.ops", READ)).isEqualTo(ofDisk("rios"));
    assertThat(lines.values("cgroup.disk.io.throttleActivityBytes", READ))
        .anySatisfy(percent -> assertThat(percent).isCloseTo(100, within(35.0)));
    assertThat(lines.values("cgroup.disk.io.throttleActivityOperations", WRITE))
        .anySatisfy(percent -> assertThat(percent).isCloseTo(100, within(35.0)));
    assertThat(lines.values("cgroup.disk.io.throttleActivityBytes", WRITE)).isEmpty();
    assertThat(lines.values("cgroup.disk.io.throttleActivityOperations", READ)).isEmpty();
  }

  @Test
  void withoutALimitNothingIsSaidAboutOne() {
    assertThat(withoutLimit.values("cgroup.mem.used").getLast())
        .isCloseTo(guest.number("memory"), within(4.0 * MIB));
    assertThat(withoutLimit.lines())
        .extracting(line -> line.name())
        .contains("cgroup.mem.used", "cgroup.mem.failures", "mem.cached")
        .doesNotContain(
            "cgroup.mem.limit",
            "mem.totalReal",
            "mem.freeReal",
            "mem.availReal",
            "mem.totalSwap",
            "mem.availSwap",
            "mem.totalFree");
  }

  @Test
  void limitsThatAreChangedAreFollowed() {
    assertThat(lines.values("cgroup.mem.limit")).isNotEmpty().containsOnly(LATER_LIMIT);
    assertThat(lines.values("mem.freeReal").getLast())
        .isEqualTo(LATER_LIMIT - lines.values("cgroup.mem.used").getLast());
    assertThat(lines.values("sys.cpu.numProcessors").getLast()).isEqualTo(1);
    assertThat(lines.values("mem.totalSwap")).isEmpty();
  }

  @Test
  void theRootCgroupHasNoLimits() {
    assertThat(guest.section("root"))
        .anySatisfy(line -> assertThat(line).matches(" *sys.cpu.numProcessors +2 +count"))
        .anySatisfy(line -> assertThat(line).contains("cgroup.mem.processUsage"))
        .noneSatisfy(line -> assertThat(line).contains("cgroup.mem.limit"))
        .noneSatisfy(line -> assertThat(line).contains("throttleActivity"))
        .noneSatisfy(line -> assertThat(line).contains("failed"));
  }

  private double increase(String key) {
    return guest.number("cpu after", key) - guest.number("cpu before", key);
  }

  private double ofDisk(String key) {
    return guest.ofDisk("io after", key) - guest.ofDisk("io before", key);
  }
}

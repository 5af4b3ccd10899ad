package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The packaged agent in a real cgroup of version 2, as in a Titus container: half a processor, 256
 * MiB of memory, 32 MiB of swap space, a slow disk, and load that is known. What happens there, and
 * in which order: titus.sh.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class TitusGuestIT {
  private static final long MIB = 1 << 20;
  private static final double LIMIT = 256 * MIB;
  private static final double SWAP_LIMIT = 32 * MIB;
  private static final Map<String, String> READ = Map.of("dev", "nvme0n1", "id", "read");
  private static final Map<String, String> WRITE = Map.of("dev", "nvme0n1", "id", "write");
  private static final double MOVED = 77;

  private final GuestRun guest = GuestRun.of("titus.sh");
  private final ReportedLines lines = guest.lines("atlas-titus-agent");
  private final ReportedLines underLoad = guest.linesBetween("lines before", "lines after", lines);

  @Test
  void transfersAreThoseOfTheKernelAndOfTheLoad() {
    assertThat(lines.sum("disk.io.bytes", WRITE))
        .isEqualTo(64 * 65_536)
        .isEqualTo(ofDisk("wbytes"));
    assertThat(lines.sum("disk.io.bytes", READ))
        .isEqualTo(128 * 65_536)
        .isEqualTo(ofDisk("rbytes"));
    assertThat(lines.sum("disk.io.ops", WRITE)).isEqualTo(ofDisk("wios"));
    assertThat(lines.sum("disk.io.ops", READ)).isEqualTo(ofDisk("rios"));
  }

  @Test
  void aDiskAtItsLimitIsThrottledWhereThereIsOne() {
    assertThat(lines.values("cgroup.disk.io.throttleActivityBytes", WRITE))
        .anySatisfy(percent -> assertThat(percent).isCloseTo(100, within(35.0)));
    assertThat(lines.values("cgroup.disk.io.throttleActivityOperations", READ))
        .anySatisfy(percent -> assertThat(percent).isCloseTo(100, within(35.0)));
    assertThat(lines.values("cgroup.disk.io.throttleActivityBytes", READ)).isEmpty();
    assertThat(lines.values("cgroup.disk.io.throttleActivityOperations", WRITE)).isEmpty();
  }

  @Test
  void theCpuTimeOfTheLoadIsReported() {
    double used = increase("usage_usec") / 1e6;
    double elapsed = elapsed();

    // On a busy machine, it may not even get its half.
    assertThat(used).isBetween(0.3 * elapsed, 0.52 * elapsed);
    assertThat(underLoad.sum("cgroup.cpu.processingTime")).isCloseTo(used, within(0.1 * used));
    assertThat(underLoad.sum("cgroup.cpu.processingCapacity"))
        .isCloseTo(0.5 * elapsed, within(0.05 * elapsed));
    assertThat(underLoad.sum("cgroup.cpu.usageTime", Map.of("id", "user")))
        .isCloseTo(increase("user_usec") / 1e6, within(0.1 * used));
    assertThat(underLoad.sum("cgroup.cpu.usageTime"))
        .isCloseTo(underLoad.sum("cgroup.cpu.processingTime"), within(0.001));
  }

  @Test
  void aLoadWithoutEndUsesTheWholeQuota() {
    assertThat(underLoad.values("sys.cpu.numProcessors")).isNotEmpty().containsOnly(0.5);
    assertThat(underLoad.values("titus.cpu.requested")).containsOnly(0.5);
    List<Double> user = underLoad.values("sys.cpu.utilization", Map.of("id", "user"));
    List<Double> system = underLoad.values("sys.cpu.utilization", Map.of("id", "system"));
    assertThat(user).hasSameSizeAs(system).hasSizeGreaterThan(1);
    // The minute before the last round lies in the load as a whole.
    assertThat(user.getLast() + system.getLast())
        .isCloseTo(100 * increase("usage_usec") / 1e6 / (0.5 * elapsed()), within(10.0));
    // In a fifth of a second there are two or three periods of a quota.
    assertThat(underLoad.values("sys.cpu.peakUtilization", Map.of("id", "user")))
        .allSatisfy(percent -> assertThat(percent).isLessThan(200))
        .anySatisfy(percent -> assertThat(percent).isGreaterThan(50));
  }

  @Test
  void throttlingIsThatOfTheKernel() {
    assertThat(increase("nr_throttled")).isGreaterThan(100);
    assertThat(underLoad.values("cgroup.cpu.weight")).containsOnly(250.0);
    ReportedLines ofBox = beforeTheMove();
    assertThat(ofBox.values("cgroup.cpu.numThrottled").getLast())
        .isEqualTo(guest.number("cpu at the end", "nr_throttled"));
    assertThat(ofBox.sum("cgroup.cpu.throttledTime"))
        .isCloseTo(guest.number("cpu at the end", "throttled_usec") / 1e6, within(0.001));
  }

  @Test
  void memoryIsThatOfTheKernelAndOfTheLoad() {
    assertThat(lastUnderLoad("cgroup.mem.used"))
        .isGreaterThan(144 * MIB)
        .isCloseTo(guest.number("memory"), within(4.0 * MIB));
    assertThat(lastUnderLoad("mem.shared"))
        .isBetween(96.0 * MIB, 98.0 * MIB)
        .isCloseTo(guest.number("memory stat", "shmem"), within(1.0 * MIB));
    assertThat(lastUnderLoad("mem.cached"))
        .isEqualTo(lastUsage("cache"))
        .isCloseTo(guest.number("memory stat", "file"), within(2.0 * MIB));
    assertThat(lastUsage("rss"))
        .isGreaterThan(48 * MIB)
        .isCloseTo(guest.number("memory stat", "anon"), within(4.0 * MIB));
    assertThat(lastUsage("rss_huge"))
        .isCloseTo(guest.number("memory stat", "anon_thp"), within(4.0 * MIB));
    assertThat(lastUsage("mapped_file"))
        .isCloseTo(guest.number("memory stat", "file_mapped"), within(2.0 * MIB));
    assertThat(underLoad.values("cgroup.mem.pageFaults", Map.of("id", "minor")).getLast())
        .isPositive()
        .isLessThanOrEqualTo(guest.number("memory stat", "pgfault"));
  }

  @Test
  void aProgramThatMeetsTheLimitIsCountedAndKilled() {
    assertThat(guest.number("greedy program")).isEqualTo(128 + 9);
    assertThat(guest.number("memory events", "oom_kill")).isEqualTo(1);
    assertThat(guest.number("memory events", "max")).isPositive();
    List<Double> failures = lines.values("cgroup.mem.failures");
    assertThat(failures.getFirst()).isZero();
    assertThat(beforeTheMove().values("cgroup.mem.failures").getLast())
        .isEqualTo(guest.number("memory events", "max"));
  }

  @Test
  void whatIsFreeFollowsFromTheLimits() {
    ReportedLines ofBox = beforeTheMove();
    assertThat(ofBox.values("cgroup.mem.limit")).containsOnly(LIMIT);
    assertThat(ofBox.values("mem.totalReal")).containsOnly(LIMIT);
    assertThat(ofBox.values("mem.totalSwap")).containsOnly(SWAP_LIMIT);
    List<Double> used = ofBox.values("cgroup.mem.used");
    List<Double> cached = ofBox.values("mem.cached");
    List<Double> swap = ofBox.values("mem.availSwap");
    for (int i = 0; i < used.size(); i++) {
      double free = LIMIT - used.get(i);
      assertThat(used.get(i)).isBetween(1.0, LIMIT);
      assertThat(ofBox.values("mem.freeReal").get(i)).isEqualTo(free);
      assertThat(ofBox.values("mem.availReal").get(i)).isEqualTo(free + cached.get(i));
      assertThat(ofBox.values("mem.totalFree").get(i))
          .isEqualTo(free + cached.get(i) + swap.get(i));
    }
    assertThat(swap.getFirst()).isEqualTo(SWAP_LIMIT);
    assertThat(guest.number("swap")).isGreaterThan(MIB);
    assertThat(swap.getLast()).isCloseTo(SWAP_LIMIT - guest.number("swap"), within(2.0 * MIB));
  }

  @Test
  void theEnvironmentIsPartOfIt() {
    assertThat(lines.values("cgroup.net.bandwidthBytes")).isNotEmpty().containsOnly(62_500_000.0);
    assertThat(lines.lines())
        .allSatisfy(line -> assertThat(line.tags()).containsEntry("titus.host", "i-0123"));
    assertThat(guest.section("log"))
        .anySatisfy(line -> assertThat(line).contains("flavor titus (NETFLIX_EXECUTOR is titus)"));
  }

  @Test
  void aCgroupThatVanishesIsAbsentUntilTheNextIsFound() {
    assertThat(guest.section("log"))
        .anySatisfy(line -> assertThat(line).contains("container-cpu").contains("not there"))
        .noneSatisfy(line -> assertThat(line).contains("failed"));
    ReportedLines after =
        new ReportedLines(
            lines.lines().subList(beforeTheMove().lines().size(), lines.lines().size()));
    assertThat(after.values("cgroup.cpu.weight")).containsOnly(MOVED);
    assertThat(after.values("cgroup.mem.used")).isNotEmpty();
    assertThat(after.values("cgroup.mem.limit")).isEmpty();
    assertThat(after.values("mem.totalSwap")).isEmpty();
  }

  /** The lines about the first cgroup: up to the round that finds the second. */
  private ReportedLines beforeTheMove() {
    return guest.linesUntil("lines at the end", lines);
  }

  private double lastUnderLoad(String name) {
    return underLoad.values(name).getLast();
  }

  private double lastUsage(String id) {
    return underLoad.values("cgroup.mem.processUsage", Map.of("id", id)).getLast();
  }

  private double elapsed() {
    return guest.number("uptime after") - guest.number("uptime before");
  }

  private double increase(String key) {
    return guest.number("cpu after", key) - guest.number("cpu before", key);
  }

  private double ofDisk(String key) {
    return guest.ofDisk("io after", key) - guest.ofDisk("io before", key);
  }
}

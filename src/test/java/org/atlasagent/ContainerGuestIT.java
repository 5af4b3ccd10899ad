package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The packaged agent in a real cgroup of version 2, in a virtual machine: half a processor, 256 MiB
 * of memory, a slow disk, and load that is known. Run by {@code ./mvnw verify -Pguest}; left out
 * where the machine cannot be made. What happens there, and in which order: container.sh.
 */
final class ContainerGuestIT {
  private static final Path GUEST = Path.of("src/test/guest").toAbsolutePath();
  private static final int CANNOT_BE_MADE = 125;
  private static final int MINUTES = 15;
  private static final long LIMIT = 256L << 20;
  private static final String MOVED = "77";

  private static final Map<String, List<String>> SECTIONS = new HashMap<>();
  private static final List<Line> LINES = new ArrayList<>();

  /**
   * A line of the agent.
   *
   * @param id name and tags, without those that all lines have
   * @param value as text
   */
  private record Line(String id, String value) {
    static Line parse(String text) {
      assertThat(text).contains(",titus.host=i-0123").contains(",xatlas.process=atlas-titus-agent");
      int colon = text.lastIndexOf(':');
      String id = text.substring(text.indexOf(':') + 1, colon);
      return new Line(
          id.replace(",titus.host=i-0123", "").replace(",xatlas.process=atlas-titus-agent", ""),
          text.substring(colon + 1));
    }

    double number() {
      return Double.parseDouble(value);
    }
  }

  @BeforeAll
  static void runInTheGuest() throws IOException, InterruptedException {
    Process guest =
        new ProcessBuilder(
                GUEST.resolve("run-guest.sh").toString(),
                GUEST.resolve("container.sh").toString(),
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                Path.of(System.getProperty("agent.jar")).toAbsolutePath().toString())
            .redirectErrorStream(true)
            .start();
    guest.getOutputStream().close();
    String output = new String(guest.getInputStream().readAllBytes(), UTF_8);
    assertThat(guest.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    if (guest.exitValue() == CANNOT_BE_MADE) {
      System.out.println("Tests in a guest are left out: " + output.strip());
      Assumptions.abort(output);
    }
    assertThat(guest.exitValue()).as(output).isZero();
    String section = "";
    for (String line : output.lines().toList()) {
      if (line.startsWith("== ")) {
        section = line.substring(3);
      } else {
        SECTIONS.computeIfAbsent(section, added -> new ArrayList<>()).add(line);
      }
    }
    section("lines").forEach(line -> LINES.add(Line.parse(line)));
  }

  @Test
  void transfersAreThoseOfTheKernelAndOfTheLoad() {
    assertThat(sum("disk.io.bytes,dev=nvme0n1,id=write"))
        .isEqualTo(64 * 65_536)
        .isEqualTo(ofDisk("io after", "wbytes") - ofDisk("io before", "wbytes"));
    assertThat(sum("disk.io.bytes,dev=nvme0n1,id=read"))
        .isEqualTo(128 * 65_536)
        .isEqualTo(ofDisk("io after", "rbytes") - ofDisk("io before", "rbytes"));
    assertThat(sum("disk.io.ops,dev=nvme0n1,id=write,statistic=count"))
        .isEqualTo(ofDisk("io after", "wios") - ofDisk("io before", "wios"));
    assertThat(sum("disk.io.ops,dev=nvme0n1,id=read,statistic=count"))
        .isEqualTo(ofDisk("io after", "rios") - ofDisk("io before", "rios"));
  }

  @Test
  void aDiskAtItsLimitIsThrottledWhereThereIsOne() {
    assertThat(largest("cgroup.disk.io.throttleActivityBytes,dev=nvme0n1,id=write"))
        .isCloseTo(100, within(35.0));
    assertThat(largest("cgroup.disk.io.throttleActivityOperations,dev=nvme0n1,id=read"))
        .isCloseTo(100, within(35.0));
    assertThat(values("cgroup.disk.io.throttleActivityBytes,dev=nvme0n1,id=read")).isEmpty();
    assertThat(values("cgroup.disk.io.throttleActivityOperations,dev=nvme0n1,id=write")).isEmpty();
  }

  @Test
  void theCpuTimeOfTheLoadIsReported() {
    double used = (ofFile("cpu after", "usage_usec") - ofFile("cpu before", "usage_usec")) / 1e6;

    assertThat(sumUnderLoad("cgroup.cpu.processingTime")).isCloseTo(used, within(0.1 * used));
    assertThat(sumUnderLoad("cgroup.cpu.processingCapacity")).isCloseTo(used, within(0.2 * used));
    assertThat(
            sumUnderLoad("cgroup.cpu.usageTime,id=user")
                + sumUnderLoad("cgroup.cpu.usageTime,id=system"))
        .isCloseTo(sumUnderLoad("cgroup.cpu.processingTime"), within(0.001));
  }

  @Test
  void aLoadWithoutEndUsesTheWholeQuota() {
    assertThat(values("sys.cpu.numProcessors")).contains("0.5");
    List<Line> user = underLoad("sys.cpu.utilization,id=user");
    List<Line> system = underLoad("sys.cpu.utilization,id=system");
    double largest = 0;
    for (int i = 0; i < user.size(); i++) {
      largest = Math.max(largest, user.get(i).number() + system.get(i).number());
    }
    assertThat(largest).isCloseTo(100, within(20.0));
    // In a fifth of a second there are two or three periods of a quota.
    assertThat(underLoad("sys.cpu.peakUtilization,id=user"))
        .allSatisfy(line -> assertThat(line.number()).isLessThan(200))
        .anySatisfy(line -> assertThat(line.number()).isGreaterThan(50));
  }

  @Test
  void throttlingIsThatOfTheKernel() {
    assertThat(sum("cgroup.cpu.throttledTime")).isPositive();
    assertThat(largest("cgroup.cpu.numThrottled"))
        .isGreaterThanOrEqualTo((double) ofFile("cpu after", "nr_throttled"));
    assertThat(values("cgroup.cpu.weight")).startsWith("250").endsWith(MOVED);
  }

  @Test
  void memoryMeetsItsLimit() {
    assertThat(section("memory limit")).containsExactly(String.valueOf(LIMIT));
    assertThat(values("cgroup.mem.limit")).containsOnly(String.valueOf(LIMIT));
    assertThat(values("mem.totalReal")).containsOnly(String.valueOf(LIMIT));
    assertThat(values("cgroup.mem.failures"))
        .contains(String.valueOf(ofFile("memory events", "max")));
    assertThat(ofFile("memory events", "max")).isPositive();
    assertThat(ofFile("memory events", "oom_kill")).isPositive();
    List<String> free = values("mem.freeReal");
    for (int i = 0; i < free.size(); i++) {
      long used = Long.parseLong(values("cgroup.mem.used").get(i));
      assertThat(used).isBetween(1L, LIMIT);
      assertThat(Long.parseLong(free.get(i))).isEqualTo(LIMIT - used);
    }
  }

  @Test
  void theEnvironmentIsPartOfIt() {
    assertThat(values("cgroup.net.bandwidthBytes")).containsOnly("62500000");
    assertThat(section("log")).anySatisfy(line -> assertThat(line).contains("flavor titus"));
  }

  @Test
  void aCgroupWithoutLimitsHasNone() {
    assertThat(section("root"))
        .anySatisfy(line -> assertThat(line).matches(" *sys.cpu.numProcessors +2 +count"))
        .anySatisfy(line -> assertThat(line).contains("cgroup.mem.processUsage"))
        .noneSatisfy(line -> assertThat(line).contains("cgroup.mem.limit"))
        .noneSatisfy(line -> assertThat(line).contains("throttleActivity"))
        .noneSatisfy(line -> assertThat(line).contains("failed"));
  }

  @Test
  void aCgroupThatVanishesIsAbsentUntilTheNextIsFound() {
    assertThat(section("log"))
        .anySatisfy(line -> assertThat(line).contains("container-cpu").contains("not there"))
        .noneSatisfy(line -> assertThat(line).contains("failed"));
    int moved = LINES.indexOf(new Line("cgroup.cpu.weight", MOVED));
    List<Line> after = LINES.subList(moved, LINES.size());
    assertThat(after).noneMatch(line -> line.id().equals("cgroup.mem.limit"));
  }

  private static List<String> section(String name) {
    return Objects.requireNonNull(SECTIONS.get(name), name);
  }

  private static List<String> values(String id) {
    return LINES.stream().filter(line -> line.id().equals(id)).map(Line::value).toList();
  }

  /** What was reported while the load ran. */
  private static List<Line> underLoad(String id) {
    int from = Integer.parseInt(section("lines before").getFirst());
    int to = Integer.parseInt(section("lines after").getFirst());
    return LINES.subList(from, to).stream().filter(line -> line.id().equals(id)).toList();
  }

  private static double sum(String id) {
    return LINES.stream().filter(line -> line.id().equals(id)).mapToDouble(Line::number).sum();
  }

  private static double sumUnderLoad(String id) {
    return underLoad(id).stream().mapToDouble(Line::number).sum();
  }

  private static double largest(String id) {
    return values(id).stream().mapToDouble(Double::parseDouble).max().orElseThrow();
  }

  private static long ofFile(String section, String key) {
    return section(section).stream()
        .filter(line -> line.startsWith(key + " "))
        .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static double ofDisk(String section, String key) {
    for (String field : section(section).getFirst().split(" ", -1)) {
      if (field.startsWith(key + "=")) {
        return Double.parseDouble(field.substring(key.length() + 1));
      }
    }
    throw new AssertionError(key + " is missing in " + section);
  }
}

package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.atlasagent.testing.RealCgroup;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServicesCollectorTest {
  private static final String CGROUPS = "sys/fs/cgroup";
  private static final String MOUNT_INFO =
      "29 22 0:28 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw\n";

  @TempDir private Path directory;

  private RecordedHost host;
  private RunningCollector services;

  @BeforeEach
  void startOnAHostWithCgroups() {
    host = RecordedHost.copy("empty", directory);
    write("etc/atlas-system-agent/conf.d/a.systemd-unit", "^web\n");
    write("proc/self/mountinfo", MOUNT_INFO);
    services = host.start(RecordedHost.collector("services"));
  }

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void aUnitThatAppearsLaterIsFound() {
    assertThat(run("other.service\tactive\trunning\t7\t/o")).isEmpty();

    assertThat(run("other.service\tactive\trunning\t7\t/o", "web.service\tfailed\tfailed\t0\t"))
        .containsExactly(
            "g,60:systemd.service.status,service.name=web.service,state=failed.failed:1");
  }

  @Test
  void aRestartStartsANewCpuBaselineEvenInACgroupOfTheSameName() {
    process(41, 1000);
    cgroup("/web", 10_000_000);
    run("web.service\tactive\trunning\t41\t/web");
    process(42, 4000);
    cgroup("/web", 40_000_000);

    assertThat(cpuUsage("web.service\tactive\trunning\t42\t/web")).isEmpty();

    process(42, 4600);
    cgroup("/web", 55_000_000);
    assertThat(cpuUsage("web.service\tactive\trunning\t42\t/web"))
        .containsExactly(
            "g,60:systemd.service.cpuUsage,scope=process,service.name=web.service:10",
            "g,60:systemd.service.cpuUsage,scope=service,service.name=web.service:25");
  }

  @Test
  void aStopBetweenTwoRunsStartsANewCpuBaseline() {
    process(41, 1000);
    cgroup("/web", 10_000_000);
    run("web.service\tactive\trunning\t41\t/web");
    assertThat(run("web.service\tactivating\tauto-restart\t0\t")).hasSize(1);
    process(41, 1600);
    cgroup("/web", 40_000_000);

    assertThat(cpuUsage("web.service\tactive\trunning\t41\t/web")).isEmpty();
  }

  @Test
  void cpuTimeThatWentBackHasNoValue() {
    process(41, 1000);
    cgroup("/web", 10_000_000);
    run("web.service\tactive\trunning\t41\t/web");
    process(41, 900);
    cgroup("/web", 9_000_000);

    assertThat(cpuUsage("web.service\tactive\trunning\t41\t/web")).isEmpty();
  }

  @Test
  void aServiceWithoutAMainProcessHasOnlyWhatItsCgroupTells() {
    cgroup("/web", 10_000_000);
    write(CGROUPS + "/web/memory.current", "4096\n");

    assertThat(run("web.service\tactive\trunning\t0\t/web"))
        .containsExactly(
            "g,60:systemd.service.memory,service.name=web.service:4096",
            "g,60:systemd.service.status,service.name=web.service,state=active.running:1");
  }

  /** Only a real cgroup tells that it is not the one that was there before. */
  @Test
  void aRestartOfAServiceWithoutAMainProcessStartsANewCpuBaseline() throws IOException {
    try (RealCgroup parent = RealCgroup.make()) {
      Files.createDirectories(directory.resolve(CGROUPS).resolveSibling("."));
      Files.createSymbolicLink(directory.resolve(CGROUPS), parent.path());
      Path cgroup = Files.createDirectory(parent.path().resolve("web"));
      String unit = "web.service\tactive\trunning\t0\t/web";
      String unused = "g,60:systemd.service.cpuUsage,scope=service,service.name=web.service:0";

      assertThat(cpuUsage(unit)).isEmpty();
      assertThat(cpuUsage(unit)).containsExactly(unused);

      Files.delete(cgroup);
      Files.createDirectory(cgroup);
      assertThat(cpuUsage(unit)).isEmpty();
      assertThat(cpuUsage(unit)).containsExactly(unused);
    }
  }

  @Test
  void whatIsNotAccountedForIsAbsent() {
    process(41, 1000);

    assertThat(run("web.service\tactive\trunning\t41\t/web"))
        .containsExactly(
            "g,60:systemd.service.fds,scope=process,service.name=web.service:1",
            "g,60:systemd.service.status,service.name=web.service,state=active.running:1");
  }

  @Test
  void aProcessThatHasEndedMeanwhileHasNoNumbers() {
    assertThat(run("web.service\tactive\trunning\t4711\t/web"))
        .containsExactly(
            "g,60:systemd.service.status,service.name=web.service,state=active.running:1");
  }

  @Test
  void ofMoreUnitsThanAllowedTheFirstByNameAreReported() {
    String[] units =
        IntStream.rangeClosed(1, 25)
            .map(i -> 26 - i)
            .mapToObj(i -> "web%02d.timer\tactive\twaiting\t\t".formatted(i))
            .toArray(String[]::new);

    assertThat(run(units)).hasSize(10).first().asString().contains("service.name=web01.timer");
    assertThat(run(units)).last().asString().contains("service.name=web10.timer");
  }

  @Test
  void theFilesOfAUnitThatIsGoneAreClosed() {
    process(41, 1000);
    cgroup("/web", 10_000_000);
    run("web.service\tactive\trunning\t41\t/web");
    assertThat(services.openFiles()).isNotEmpty();

    run("other.service\tactive\trunning\t7\t/o");

    assertThat(services.openFiles()).allMatch(file -> file.endsWith("mountinfo"));
  }

  private List<String> run(String... units) {
    write("replies/systemd", String.join("\n", units) + "\n");
    host.pass(Duration.ofSeconds(60));
    return services.run(Due.ALL).lines();
  }

  private List<String> cpuUsage(String unit) {
    return run(unit).stream().filter(line -> line.contains("cpuUsage")).toList();
  }

  private void process(int pid, long ticks) {
    write(
        "proc/" + pid + "/stat",
        "%d (web) S 1 1 1 0 -1 0 0 0 0 0 %d 0 0 0 20 0 1 0 5\n".formatted(pid, ticks));
    write("proc/" + pid + "/statm", "100 20 3 4 0 5 0\n");
    write("proc/" + pid + "/fd/0", "");
  }

  private void cgroup(String path, long micros) {
    write(CGROUPS + path + "/cpu.stat", "usage_usec " + micros + "\nuser_usec 1\n");
  }

  private void write(String path, String text) {
    host.write(Path.of(path), text.getBytes(UTF_8));
  }
}

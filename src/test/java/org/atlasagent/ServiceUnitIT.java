package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.atlasagent.linux.NamespaceThread;
import org.atlasagent.linux.UnixDatagramReceiver;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.MetadataServer;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit that is shipped, under a real systemd. */
class ServiceUnitIT {
  /** A service of root. */
  private static final String STEADY =
      """
      [Service]
      ExecStart=/bin/sleep infinity
      """;

  /** Without an UDP port for commands. It would not touch the clock even if it could. */
  private static final String CHRONY =
      """
      [Service]
      RuntimeDirectory=chrony
      RuntimeDirectoryMode=750
      ExecStart=chronyd -x -d -u root 'local' 'port 11123' 'cmdport 0' \\
        'bindcmdaddress /run/chrony/chronyd.sock' 'pidfile /run/chrony/chronyd.pid'
      """;

  private static final String IPV4 = "169.254.169.254";
  private static final String IPV6 = "fd00:ec2::254";
  private static final int HTTP = 80;

  private static final String GROUP = "adm";

  private static final String SHORT_WATCHDOG =
      """
      [Service]
      WatchdogSec=1
      TimeoutAbortSec=1
      RestartSec=100ms
      """;

  @TempDir private Path directory = Path.of("");
  private SystemdBox box;
  private InstalledUnit unit;

  @BeforeAll
  static void needsSystemd() {
    SystemdBox.require();
    Skip.withoutPrograms("chronyd");
  }

  @BeforeEach
  void install() {
    box =
        SystemdBox.start(
            directory.resolve("box"),
            Map.of("test-steady.service", STEADY, "test-chrony.service", CHRONY));
    unit = InstalledUnit.in(box);
    unit.configure("flavor=system", "cadence-factor=60", "aws-credentials=true");
    box.write("/etc/atlas-system-agent/conf.d/test.systemd-unit", "^test-steady");
    box.run("ip", "addr", "add", IPV4 + "/32", "dev", "lo");
    box.run("ip", "addr", "add", IPV6 + "/128", "dev", "lo", "nodad");
    mount("/home");
    mount("/tmp/below");
    mount("/srv/private/data");
    mount("/srv/größer");
    box.run("chmod", "700", "/srv/private");
    Await.until("chronyd runs", () -> box.run("ls", "/run/chrony").contains("chronyd.sock"));
  }

  @AfterEach
  void endBox() {
    box.close();
  }

  @Test
  void itLosesExactlyWhatTheDocumentationSays() {
    try (MetadataServer metadata = metadataService(IPV4);
        UnixDatagramReceiver spectatord = unit.receiver("777", "root")) {
      Set<String> all = unit.printedByRoot();
      Set<String> lost =
          of(
              all,
              "disk\\..*id=(srv_private_data|tmp_below),.*",
              "sys\\.time\\.lastSampleAge.*",
              "systemd\\.service\\..*");
      unit.start();
      Set<String> seen = unit.received(spectatord, minus(all, lost));

      assertThat(minus(seen, all)).isEmpty();
      assertThat(minus(all, seen)).isEqualTo(lost);
      assertThat(metadata.requests()).isNotEmpty();
      assertThat(seen)
          .anyMatch(series -> series.startsWith("aws."))
          .anyMatch(series -> series.startsWith("sys.time.unsynchronized"))
          .anyMatch(series -> series.matches("disk.bytesFree.*id=home,.*"));

      Set<ShippedUnitTable.Row> rows = ShippedUnitTable.read();
      assertThat(lost).allMatch(series -> rows.stream().anyMatch(row -> row.covers(series)));
      // What root does not see here either may stand there: this machine lacks the hardware.
      assertThat(rows)
          .allMatch(
              row -> lost.stream().anyMatch(row::covers) || all.stream().noneMatch(row::covers));
    }
  }

  @Test
  void theDropInsGiveItBack() {
    box.run("systemd-sysusers", "--inline", "u atlas-system-agent -");
    for (String name : List.of("services", "tmp", "mounts")) {
      unit.shippedDropIn(name);
    }
    unit.dropIn("ipv6", "[Service]\nEnvironment=AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv6\n");
    try (MetadataServer metadata = metadataService(IPV6);
        UnixDatagramReceiver spectatord = unit.receiver("777", "root")) {
      Set<String> all = unit.printedByRoot("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv6");
      Set<String> lost = of(all, "sys\\.time\\.lastSampleAge.*");
      unit.start();
      Set<String> seen = unit.received(spectatord, minus(all, lost));

      assertThat(minus(all, seen)).isEqualTo(lost);
      assertThat(metadata.requests()).isNotEmpty();
      assertThat(seen)
          .anyMatch(series -> series.startsWith("aws."))
          .anyMatch(series -> series.startsWith("systemd.service.fds"));
    }
  }

  @Test
  void aUserThatTheBusKnowsIsEnoughForServices() {
    box.run("systemd-sysusers", "--inline", "u atlas-system-agent -");
    try (UnixDatagramReceiver spectatord = unit.receiver("777", "root")) {
      Set<String> all = of(unit.printedByRoot(), "systemd\\.service\\..*");
      Set<String> lost = of(all, "systemd\\.service\\.fds.*");
      unit.start();
      Set<String> seen = of(unit.received(spectatord, minus(all, lost)), "systemd\\..*");

      assertThat(lost).isNotEmpty();
      assertThat(minus(all, seen)).isEqualTo(lost);
    }
  }

  @Test
  void perfEventsAreForTheirDropInOnly() {
    unit.configure("flavor=system", "output=none", "collect=pmu", "pmu=true");
    unit.start();
    unit.awaitLog("perf_event_open: EPERM");

    unit.shippedDropIn("pmu");
    unit.restart();
    unit.awaitLog("collectors, output none", 2);
    Await.until("the second one has asked", () -> unit.property("StatusText").contains("output"));
    assertThat(unit.log().split("perf_event_open: E", -1)).hasSize(2);
  }

  @Test
  void itStartsWhenItIsReadyAndEndsWell() {
    unit.start();
    assertThat(unit.log()).contains("flavor system").contains("lines are dropped");
    assertThat(unit.property("StatusText")).contains("connect: ENOENT (" + InstalledUnit.SOCKET);
    assertThat(box.run("ps", "-o", "user=", "-p", unit.property("MainPID"))).startsWith("atlas-s");

    unit.stop();
    assertThat(unit.property("Result")).isEqualTo("success");
    assertThat(unit.property("ExecMainStatus")).isEqualTo("0");
  }

  @Test
  void anAgentThatIsStoppedIsStartedAgain() {
    unit.dropIn("watchdog", SHORT_WATCHDOG);
    unit.start();
    String first = unit.property("MainPID");
    box.run("kill", "-STOP", first);

    Await.until("it was started again", () -> unit.property("NRestarts").equals("1"));
    Await.until("it runs", () -> unit.property("ActiveState").equals("active"));
    assertThat(unit.property("MainPID")).isNotEqualTo(first);
  }

  @Test
  void anAgentThatHangsTellsWhereAndIsStartedAgain() {
    String pipe = "/run/spectatord/pipe";
    box.run("mkfifo", "-m", "666", pipe);
    // Keeps it open, and reads nothing.
    box.run("systemd-run", "--quiet", "sh", "-c", "exec 3<>" + pipe + "; exec sleep infinity");
    unit.configure("flavor=system", "cadence-factor=60", "output=file://" + pipe);
    unit.dropIn("watchdog", SHORT_WATCHDOG);
    unit.start();

    Await.until("it was started again", () -> unit.property("NRestarts").equals("1"));
    assertThat(unit.log())
        .contains("Full thread dump")
        .containsPattern("\"main\"(.*\\R)+?.*FileTransport");
  }

  @Test
  void anAgentThatRunsOutOfMemoryEndsAndIsStartedAgainUntilItFits() {
    unit.dropIn("restart", "[Service]\nRestartSec=100ms\n[Unit]\nStartLimitIntervalSec=0\n");
    unit.dropIn("memory", "[Service]\nEnvironment=\"_JAVA_OPTIONS=-Xms2m -Xmx2m\"\n");
    assertThatThrownBy(unit::start).isInstanceOf(AssertionError.class);
    unit.awaitLog("java.lang.OutOfMemoryError", 2);
    assertThat(unit.property("ExecMainStatus")).isEqualTo("3");
    assertThat(Integer.parseInt(unit.property("NRestarts"))).isPositive();

    unit.dropIn("memory", "");
    Await.until("it runs", () -> unit.property("ActiveState").equals("active"));
    assertThat(unit.property("StatusText")).contains("output");
  }

  @Test
  void whatWasUsedWronglyIsNotTriedAgain() {
    unit.dropIn("restart", "[Service]\nRestartSec=100ms\n");
    unit.configure("nonsense=true");

    assertThatThrownBy(unit::start).isInstanceOf(AssertionError.class);
    assertThat(unit.property("ExecMainStatus")).isEqualTo("2");
    assertThat(unit.property("SubState")).isEqualTo("failed");
    assertThat(unit.log()).contains("nonsense");
  }

  @Test
  void itReachesTheSocketsThatTheDocumentationNames() {
    unit.dropIn("often", "[Unit]\nStartLimitIntervalSec=0\n");
    assertThat(Stream.of("777", "666", "775", "770", "660", "755", "700").filter(this::isReached))
        .containsExactly("777", "666");
    unit.dropIn("group", "[Service]\nSupplementaryGroups=" + GROUP + "\n");
    assertThat(Stream.of("666", "775", "770", "660", "755", "700").filter(this::isReached))
        .containsExactly("666", "775", "770", "660");
  }

  /** Whether lines come to a socket of this mode, which belongs to root and a group. */
  private boolean isReached(String mode) {
    try (UnixDatagramReceiver spectatord = unit.receiver(mode, GROUP)) {
      unit.restart();
      boolean refused = unit.property("StatusText").contains("connect: EACCES");
      assertThat(spectatord.receive(Duration.ZERO).isPresent()).isNotEqualTo(refused);
      return !refused;
    }
  }

  /** Of a set, what matches one of the expressions. */
  private static Set<String> of(Set<String> all, String... expressions) {
    Set<String> some = new TreeSet<>(all);
    some.removeIf(series -> Stream.of(expressions).noneMatch(series::matches));
    return some;
  }

  private static Set<String> minus(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private MetadataServer metadataService(String address) {
    try (NamespaceThread inside = new NamespaceThread(box.pid())) {
      return inside.call(() -> new MetadataServer(address, HTTP));
    }
  }

  private void mount(String point) {
    box.run("mkdir", "-p", point);
    box.run("mount", "-t", "tmpfs", "-o", "size=1m", "test", point);
  }
}

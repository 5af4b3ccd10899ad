package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.atlasagent.linux.UnixDatagramReceiver;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.Command;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package: installed, upgraded, removed and purged under a real systemd. */
class DebianPackageIT {
  private static final String NAME = "atlas-system-agent";
  private static final String UNIT = NAME + ".service";
  private static final String DEFAULTS = "/etc/default/" + NAME;
  private static final String SOCKET = "/run/spectatord/spectatord.unix";
  private static final String FIRST = "/var/tmp/first.deb";
  private static final String SECOND = "/var/tmp/second.deb";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path directory = Path.of("");
  private Path deb = directory;

  @BeforeEach
  void needsThePackage() throws IOException {
    deb = Path.of(Objects.requireNonNull(System.getProperty("agent.deb"), "agent.deb is not set"));
    Skip.unless(
        Files.exists(deb)
            && Files.getLastModifiedTime(deb)
                    .compareTo(Files.getLastModifiedTime(AgentProcess.jar()))
                > 0,
        "there is no package of this build: ./mvnw verify -Pdist makes one");
  }

  @Test
  void lintianFindsNoError() {
    Skip.withoutPrograms("lintian");

    assertThat(Command.output("lintian", "--fail-on=none", deb.toString()).lines())
        .noneMatch(line -> line.startsWith("E:"));
  }

  @Test
  void itIsInstalledUpgradedRemovedAndPurged() throws IOException {
    SystemdBox.require();
    Skip.withoutPrograms("dpkg", "dpkg-deb", "deb-systemd-invoke", "man");
    try (SystemdBox box = SystemdBox.start(directory.resolve("box"), Map.of())) {
      prepare(box);
      assertInstalled(box);
      assertUpgraded(box);
      assertWhatIsDisabledStaysSo(box);
      assertRemovedAndPurged(box);
    }
  }

  /** In containers, dpkg may be told to start nothing and to leave documentation out. */
  private void prepare(SystemdBox box) throws IOException {
    box.run("sh", "-c", "rm -rf /usr/sbin/policy-rc.d /etc/dpkg/dpkg.cfg.d/*");
    box.run("mkdir", "-p", "/run/spectatord");
    Files.copy(deb, Path.of(box.root() + FIRST));
  }

  private static void assertInstalled(SystemdBox box) {
    try (UnixDatagramReceiver spectatord =
        UnixDatagramReceiver.bind(Path.of(box.root() + SOCKET))) {
      box.run("chmod", "777", SOCKET);
      box.run("dpkg", "--install", FIRST);

      assertThat(box.property(UNIT, "ActiveState")).isEqualTo("active");
      assertThat(box.property(UNIT, "UnitFileState")).isEqualTo("enabled");
      assertThat(spectatord.receive(PATIENCE)).isPresent();
    }
    // The archive of classes is in use: it is bound to the times of the files.
    assertThat(box.run("cat", "/proc/" + box.property(UNIT, "MainPID") + "/maps"))
        .contains("/atlas-system-agent.aot");
    assertThat(box.run(NAME, "--version")).startsWith("atlas-system-agent ");
    assertThat(box.run("man", "--where", "8", NAME)).contains("/man8/atlas-system-agent.8");
    assertThat(box.run("dpkg", "--verify", NAME)).isEmpty();
    assertThat(box.run("dpkg-query", "--show", "--showformat=${Conffiles}", NAME))
        .contains(DEFAULTS);
    assertThat(box.run("ls", "/usr/share/doc/" + NAME + "/drop-ins")).contains("services.conf");
  }

  private static void assertUpgraded(SystemdBox box) {
    box.run("sh", "-c", "echo common-tags=a=b >>" + DEFAULTS);
    String before = box.property(UNIT, "MainPID");
    box.run("dpkg-deb", "--raw-extract", FIRST, "/var/tmp/raw");
    box.run("sed", "-i", "s/^Version: .*/&+1/", "/var/tmp/raw/DEBIAN/control");
    box.run("dpkg-deb", "--build", "-Zgzip", "/var/tmp/raw", SECOND);
    box.run("dpkg", "--install", SECOND);

    assertThat(box.run("dpkg-query", "--show", NAME)).endsWith("+1\n");
    assertThat(box.property(UNIT, "ActiveState")).isEqualTo("active");
    assertThat(box.property(UNIT, "MainPID")).isNotEqualTo(before);
    assertThat(box.property(UNIT, "NRestarts")).isEqualTo("0");
    assertThat(box.run("cat", DEFAULTS)).contains("common-tags=a=b");
  }

  private static void assertWhatIsDisabledStaysSo(SystemdBox box) {
    box.systemctl("disable", "--now", UNIT);
    assertThat(box.property(UNIT, "Result")).isEqualTo("success");
    box.run("dpkg", "--install", SECOND);
    assertThat(box.property(UNIT, "UnitFileState")).isEqualTo("disabled");
    assertThat(box.property(UNIT, "ActiveState")).isEqualTo("inactive");

    box.systemctl("enable", "--now", UNIT);
    box.run("dpkg", "--install", SECOND);
    assertThat(box.property(UNIT, "ActiveState")).isEqualTo("active");
  }

  private static void assertRemovedAndPurged(SystemdBox box) {
    String pid = box.property(UNIT, "MainPID");
    Path process = box.root().resolve("proc").resolve(pid);
    assertThat(process).exists();
    box.run("dpkg", "--remove", NAME);
    Await.until("the agent is gone", () -> Files.notExists(process));
    assertThat(box.property(UNIT, "LoadState")).isEqualTo("not-found");
    assertThat(box.root().resolve("usr/lib/atlas-system-agent")).doesNotExist();
    assertThat(box.run("cat", DEFAULTS)).contains("common-tags=a=b");

    box.run("dpkg", "--purge", NAME);
    assertThat(box.run("find", "/etc", "/usr", "/var/lib/systemd", "-name", NAME + "*")).isEmpty();
  }
}

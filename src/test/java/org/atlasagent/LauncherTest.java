package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a checkout of its own, with a Maven that counts its calls and a JDK that shows
 * its arguments: what it decides is tested here, not what Maven and Java do.
 */
class LauncherTest {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo call >>calls
      echo "on stdout"; echo "on stderr" >&2
      [ ! -f broken ] || { echo "[ERROR] it does not compile"; exit 1; }
      mkdir -p target/lib
      cp src/main/Agent.java target/atlas-system-agent.jar
      : >target/lib/library.jar
      """;
  private static final String JAVA =
      """
      #!/bin/sh
      echo "java in $PWD: $*"
      for argument; do case $argument in *.jar) cat "$argument" ;; esac; done
      """;

  private static final List<String> PROGRAMS =
      List.of(
          "sh",
          "uname",
          "dirname",
          "readlink",
          "find",
          "sort",
          "sed",
          "cksum",
          "cat",
          "cp",
          "mv",
          "rm",
          "mkdir",
          "tail",
          "flock");

  @TempDir private Path directory = Path.of("");
  private Path checkout = directory;
  private Path jdk = directory;

  /**
   * How a launcher ended.
   *
   * @param exitCode 0 when it became the agent
   * @param out its standard output
   * @param err its standard error
   */
  private record Ended(int exitCode, String out, String err) {}

  @BeforeEach
  void setUp() throws IOException {
    checkout = Files.createDirectories(directory.resolve("a check out"));
    jdk = directory.resolve("a jdk");
    Files.createDirectories(checkout.resolve(".mvn"));
    Path source = Path.of("").toAbsolutePath();
    Files.copy(
        source.resolve("atlas-system-agent"), launcher(), StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(source.resolve(".mvn/sources.sh"), checkout.resolve(".mvn/sources.sh"));
    write(checkout.resolve("packaging/image/jvm.options"), "-Xmx16m");
    // Without the usual places, a machine with a JDK looks like one without.
    String findJdk = Files.readString(source.resolve(".mvn/find-jdk.sh"));
    assertThat(findJdk).contains("$(find /usr/lib/jvm /usr/java /opt ");
    write(
        checkout.resolve(".mvn/find-jdk.sh"),
        findJdk.replace("$(find /usr/lib/jvm /usr/java /opt ", "$(find /no/such "));
    write(checkout.resolve("pom.xml"), "<project/>");
    write(agentSource(), "first");
    executable(checkout.resolve("mvnw"), MAVEN);
    executable(jdk.resolve("bin/java"), JAVA);
    executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    write(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
  }

  @Test
  void buildsOnceAndBecomesTheAgent() throws Exception {
    Ended first = launch("print", "--root", "/a b");
    Ended second = launch("print");

    assertThat(first.exitCode()).isZero();
    assertThat(first.err()).isEmpty();
    assertThat(first.out())
        .startsWith("java in " + directory + ": ")
        .contains("java in " + directory + ": @" + checkout + "/packaging/image/jvm.options ")
        .contains(".jar print --root /a b\n")
        .endsWith("first");
    assertThat(second.out()).endsWith("first");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceChanged() throws Exception {
    launch();
    write(agentSource(), "second");

    assertThat(launch().out()).endsWith("second");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void buildsAgainWhenASourceVanishedOrTheBuildChanged() throws Exception {
    write(checkout.resolve("src/main/Other.java"), "other");
    launch();
    Files.delete(checkout.resolve("src/main/Other.java"));
    launch();
    assertThat(builds()).isEqualTo(2);

    write(checkout.resolve("pom.xml"), "<project>other</project>");
    launch();
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void buildsAgainAfterAClean() throws Exception {
    launch();
    Files.delete(checkout.resolve("target/launcher/atlas-system-agent.jar"));

    assertThat(launch().out()).endsWith("first");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void doesNotRunWhatAnotherBuildLeft() throws Exception {
    launch();
    write(checkout.resolve("target/atlas-system-agent.jar"), "half a jar");

    assertThat(launch().out()).endsWith("first");
  }

  @Test
  void becomesTheRuntimeImageWhileItIsOfTheseSources() throws Exception {
    executable(
        checkout.resolve("target/image/bin/atlas-system-agent"), "#!/bin/sh\necho image: $*\n");
    write(
        checkout.resolve("target/image.sources"),
        run(". '%s/.mvn/sources.sh'; sources '%s'".formatted(checkout, checkout)));

    assertThat(end(start(launcher(), "", "print")).out()).isEqualTo("image: print\n");
    write(agentSource(), "second");
    assertThat(launch().out()).endsWith("second");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aFailedBuildIsToldAndNeverTakenForAGoodOne() throws Exception {
    write(checkout.resolve("broken"), "");

    for (int attempt = 1; attempt <= 2; attempt++) {
      Ended ended = launch("print");
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .contains("[ERROR] it does not compile")
          .endsWith(
              "atlas-system-agent: the build failed; all of its output: %s%n"
                  .formatted(checkout.resolve("target/launcher/build.log")));
      assertThat(builds()).isEqualTo(attempt);
    }
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(start(launcher(), jdk.toString()));
    }

    for (Process process : processes) {
      assertThat(end(process).out()).endsWith("first");
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void worksThroughASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("agent"), launcher());

    assertThat(end(start(link, jdk.toString())).out()).endsWith("first");
  }

  @Test
  void withoutAJdkSaysInOneLineWhatToInstall() throws Exception {
    Ended ended = end(start(launcher(), ""));

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .hasLineCount(1)
        .startsWith("atlas-system-agent: no JDK 25 or later")
        .contains("apt install", "dnf install", "adoptium.net");
    assertThat(checkout.resolve("calls")).doesNotExist();
  }

  @Test
  void anOlderJdkIsNone() throws Exception {
    write(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");

    assertThat(launch().err()).startsWith("atlas-system-agent: no JDK 25 or later");
  }

  @Test
  void elsewhereThanOnLinuxItIsPolite() throws Exception {
    executable(directory.resolve("tools/uname"), "#!/bin/sh\necho Darwin\n");

    Ended ended = launch();

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .isEqualTo(
            "atlas-system-agent: runs on Linux only: it reads the /proc and /sys of its kernel\n");
  }

  private static String run(String script) throws Exception {
    return end(new ProcessBuilder("/bin/sh", "-c", script).start()).out();
  }

  private Ended launch(String... arguments) throws Exception {
    return end(start(launcher(), jdk.toString(), arguments));
  }

  private Process start(Path script, String javaHome, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools().toString());
    builder.environment().put("HOME", directory.resolve("home").toString());
    if (!javaHome.isEmpty()) {
      builder.environment().put("JAVA_HOME", javaHome);
    }
    return builder.start();
  }

  private static Ended end(Process process) throws Exception {
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), UTF_8),
        new String(process.getErrorStream().readAllBytes(), UTF_8));
  }

  /** A directory of programs: those that the launcher may rely on, and no javac among them. */
  private Path tools() throws IOException {
    Path tools = Files.createDirectories(directory.resolve("tools"));
    for (String name : PROGRAMS) {
      Path link = tools.resolve(name);
      if (Files.notExists(link)) {
        Files.createSymbolicLink(link, program(name));
      }
    }
    return tools;
  }

  private static Path program(String name) {
    for (String place : List.of("/usr/bin", "/bin")) {
      if (Files.isExecutable(Path.of(place, name))) {
        return Path.of(place, name);
      }
    }
    throw new AssertionError("the launcher needs " + name);
  }

  private Path launcher() {
    return checkout.resolve("atlas-system-agent");
  }

  private Path agentSource() {
    return checkout.resolve("src/main/Agent.java");
  }

  private int builds() throws IOException {
    return Files.readAllLines(checkout.resolve("calls")).size();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void executable(Path file, String text) throws IOException {
    write(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}

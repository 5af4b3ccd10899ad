package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.Command;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runtime image that {@code ./mvnw verify -Pdist} makes: its launcher, its archive of classes,
 * and that it works as well without.
 */
class ImageIT {
  private static final Path TARGET =
      Objects.requireNonNull(AgentProcess.jar().toAbsolutePath().getParent());
  private static final Path IMAGE = TARGET.resolve("image");
  private static final String APP = "lib/atlas-system-agent";
  private static final String JAR = APP + "/atlas-system-agent.jar";
  private static final String ARCHIVE = APP + "/atlas-system-agent.aot";

  @TempDir private Path directory = Path.of("");

  /**
   * How an image answered.
   *
   * @param exitCode its exit code
   * @param out its standard output
   * @param err its standard error
   */
  private record Answer(int exitCode, String out, String err) {}

  @BeforeEach
  void setUp() throws IOException {
    Skip.unless(Files.isDirectory(IMAGE), "there is no runtime image: ./mvnw verify -Pdist");
    Skip.unless(
        Files.mismatch(IMAGE.resolve(JAR), AgentProcess.jar()) < 0,
        "the runtime image is not of this build: ./mvnw verify -Pdist");
  }

  @Test
  void theLauncherGivesTheMachineItsFlags() {
    try (AgentProcess agent =
        start(IMAGE, Map.of("JDK_JAVA_OPTIONS", "-XX:+PrintFlagsFinal"), "--version")) {
      assertThat(agent.exitCode()).isZero();
      assertThat(agent.out())
          .containsPattern("UseSerialGC +\\+?= true")
          .containsPattern("MaxHeapSize +\\+?= 16777216")
          .containsPattern("TieredStopAtLevel +\\+?= 1")
          .containsPattern("UsePerfData +\\+?= false")
          .containsPattern("AOTCache +\\+?= " + IMAGE.resolve(ARCHIVE));
    }
  }

  @Test
  void theArchiveIsMapped() {
    assertMapsItsArchive(IMAGE);
  }

  @Test
  void theArchiveFitsTheImageSoWellThatTheMachineMayInsistOnIt() {
    try (AgentProcess agent =
        start(IMAGE, Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on -Xlog:aot=error"), "--version")) {
      assertThat(agent.exitCode()).isZero();
      assertThat(agent.out()).startsWith("atlas-system-agent ");
    }
  }

  @Test
  void theFileThatIsHandedOutWorksElsewhereAndWithoutItsArchive() throws IOException {
    Path moved = unpack();
    assertMapsItsArchive(moved);
    List<Answer> answers = answers(moved);
    assertThat(answers.getFirst().out()).startsWith("atlas-system-agent ");
    assertThat(answers.getLast().exitCode()).isEqualTo(2);
    assertThat(answers.getLast().err()).isNotEmpty();

    Files.setLastModifiedTime(moved.resolve(JAR), FileTime.fromMillis(0));
    assertThat(answers(moved)).as("with a jar of another time").isEqualTo(answers);

    Files.delete(moved.resolve(ARCHIVE));
    assertThat(answers(moved)).as("without an archive").isEqualTo(answers);
  }

  @Test
  void theBillOfMaterialsNamesWhatIsHandedOut() throws IOException {
    Set<String> named = new TreeSet<>();
    for (JsonNode component :
        new JsonMapper()
            .readTree(Files.readString(IMAGE.resolve("sbom.cdx.json")))
            .get("components")) {
      String name = component.get("name").asString() + "-" + component.get("version").asString();
      assertThat(component.get("licenses")).as("licences of " + name).isNotEmpty();
      assertThat(component.get("purl").asString()).startsWith("pkg:");
      named.add(name);
    }

    Set<String> jars = new TreeSet<>();
    try (Stream<Path> files = Files.list(IMAGE.resolve(APP).resolve("lib"))) {
      files.forEach(file -> jars.add(file.getFileName().toString().replaceFirst("\\.jar$", "")));
    }
    String java = "openjdk-" + Runtime.version();
    assertThat(named)
        .containsAll(jars)
        .anyMatch(name -> name.matches("uplot-[0-9.]+"))
        .anyMatch(name -> name.startsWith(java))
        .hasSize(jars.size() + 2);

    String notices = Files.readString(IMAGE.resolve("THIRD-PARTY-NOTICES"));
    assertThat(jars)
        .allSatisfy(jar -> assertThat(notices).contains(jar.replaceFirst("-[0-9.]+$", "-*.jar")));
  }

  @Test
  void whatIsOptionalStaysUnloaded() throws IOException {
    Path log = directory.resolve("classes");
    try (AgentProcess agent =
        start(
            IMAGE,
            Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log),
            run("--cadence-factor", "60"))) {
      agent.awaitErr("collectors, output none");
      Await.until("all collectors have run", () -> agent.err().contains("pmu: "));
      agent.signal("TERM");
      assertThat(agent.exitCode()).isZero();
    }

    List<String> loaded =
        Files.readAllLines(log).stream()
            .map(line -> line.replaceFirst("^.*\\] ", "").replaceFirst(" .*", ""))
            .toList();
    assertThat(loaded).contains("org.atlasagent.Main");
    assertThat(loaded)
        .noneMatch(name -> name.startsWith("org.freedesktop.dbus"))
        .noneMatch(name -> name.startsWith("io.prometheus"))
        .noneMatch(name -> name.startsWith("com.sun.net.httpserver"))
        .noneMatch(name -> name.startsWith("sun.net.httpserver"))
        .doesNotContain("picocli.CommandLine");
    assertThat(Files.readAllLines(log))
        .as("made at the start: is packaging/image/method-handles.txt up to date?")
        .filteredOn(line -> line.contains("LambdaForm$DMH") && line.contains("DefineClass"))
        .hasSizeLessThan(8);
  }

  /** The modules of the image are enough for it, and so is the heap. */
  @Test
  void aScraperIsAnswered() throws Exception {
    int port;
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      port = any.getLocalPort();
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://[::1]:" + port + "/metrics"))
            .header("Accept", "application/openmetrics-text")
            .build();
    try (AgentProcess agent = start(IMAGE, Map.of(), run("--page=[::1]:" + port));
        HttpClient client = HttpClient.newHttpClient()) {
      agent.awaitErr("page at http://");
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).endsWith("atlas_system_agent_series_left_out 0.0\n# EOF\n");
    }
  }

  private Path unpack() throws IOException {
    Skip.withoutPrograms("tar");
    try (Stream<Path> files = Files.list(TARGET)) {
      Path packed =
          files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
      Command.output("tar", "-xzf", packed.toString(), "-C", directory.toString());
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  private void assertMapsItsArchive(Path image) {
    Path archive = image.resolve(ARCHIVE);
    try (AgentProcess agent = start(image, Map.of(), run())) {
      agent.awaitErr("collectors, output none");
      assertThat(Path.of("/proc/" + agent.pid() + "/maps"))
          .content()
          .contains(archive + "\n")
          .contains(image.resolve("lib/server/libjvm.so") + "\n");
    }
  }

  private List<Answer> answers(Path image) {
    List<Answer> answers = new ArrayList<>();
    for (String[] arguments : List.of(new String[] {"--version"}, run("--no-such-option"))) {
      try (AgentProcess agent = start(image, Map.of(), arguments)) {
        int exitCode = agent.exitCode();
        answers.add(new Answer(exitCode, agent.out(), agent.err()));
      }
    }
    return answers;
  }

  /** A plain command line of the daemon, of which no file of this machine is a part. */
  private String[] run(String... more) {
    Path defaults = directory.resolve("defaults");
    Path confDir = directory.resolve("conf.d");
    try {
      Files.writeString(defaults, "");
      Files.createDirectories(confDir);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--flavor=system",
                "--output=none",
                "--config=" + defaults,
                "--conf-dir=" + confDir));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private AgentProcess start(Path image, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(image.resolve("bin/atlas-system-agent").toString());
    command.addAll(List.of(arguments));
    return AgentProcess.start(directory, environment, command);
  }
}

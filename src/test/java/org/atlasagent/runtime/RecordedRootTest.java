package org.atlasagent.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.Labels;
import org.atlasagent.config.Selection;
import org.atlasagent.spectatord.StrictParser;
import org.atlasagent.testing.RecordedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded host never shows a number of the running machine: whole collections below a root. */
class RecordedRootTest {
  private static final Path BOOT_ID = Path.of("proc/sys/kernel/random/boot_id");

  @TempDir private Path directory = Path.of("");
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final LiveCommands commands = new LiveCommands(new PrintStream(err, true, UTF_8));

  @Test
  void everyNumberIsOneOfTheRecording() {
    RecordedHost.copy("modern", directory);

    PrintResult result = print(Selection.ALL);

    assertThat(lines(result))
        .allSatisfy(StrictParser::parseLine)
        .allMatch(line -> line.contains("xatlas.process=mine"));
    // Nothing changes below the root, so these are what the files say, word for word.
    assertThat(value(result, "sys.load.1")).isEqualTo(word("proc/loadavg", 0));
    assertThat(value(result, "sys.uptime")).isEqualTo(word("proc/uptime", 0));
    assertThat(value(result, "vmstat.fh.allocated")).isEqualTo(word("proc/sys/fs/file-nr", 0));
    assertThat(value(result, "mem.totalReal")).isEqualTo(kibibytes("MemTotal:"));
    assertThat(result.rows())
        .noneMatch(row -> row.metric().name().matches("disk\\.(bytes|inode).*"));
    assertThat(result.problems()).anyMatch(problem -> problem.startsWith("filesystems: "));
    assertThat(err.size()).isZero();
  }

  @Test
  void pagesAreThoseOfTheRecordedMachine() {
    RecordedHost.copy("arm64-64k", directory);

    PrintResult result = print(Selection.ALL);

    assertThat(value(result, "net.tcp.memory")).isEqualTo(String.valueOf(33 * 65_536));
    assertThat(result.rows()).noneMatch(row -> row.metric().name().startsWith("disk.bytes"));
  }

  @Test
  void theTreeOfTheRunningMachineIsAskedBySystemCall() throws IOException {
    RecordedHost.copy("modern", directory);
    Path bootId = directory.resolve(BOOT_ID);
    Files.createDirectories(bootId.resolve("..").normalize());
    Files.copy(Path.of("/").resolve(BOOT_ID), bootId);
    Path namespaces = Files.createDirectories(directory.resolve("proc/1/ns"));
    Files.createSymbolicLink(
        namespaces.resolve("net"), Files.readSymbolicLink(Path.of("/proc/self/ns/net")));

    PrintResult result = print(only("filesystems"));

    // The root of the tree is a directory here, so its file system can be asked.
    assertThat(result.rows().stream().map(row -> row.metric().name()))
        .contains("disk.bytesMax", "disk.bytesFree");
    assertThat(commands.check(config(only("load"))).notes()).isEmpty();
  }

  @Test
  void checkSaysThatTheTreeIsAnotherMachine() {
    RecordedHost.copy("modern", directory);

    CheckResult result = commands.check(config(only("load")));

    assertThat(result.notes()).singleElement().asString().contains("is not the running machine");
    assertThat(result.flavor()).isEqualTo("system");
    assertThat(result.whyFlavor()).isEqualTo("--root names a host");
  }

  @Test
  void anEmptyHostHasNothingToReport() {
    RecordedHost.copy("empty", directory);

    PrintResult result = print(Selection.ALL);

    assertThat(result.rows()).allMatch(row -> row.collector().equals(Catalogue.AGENT));
    assertThat(result.anything()).isFalse();
    assertThat(commands.check(config(Selection.ALL)).anything()).isFalse();
    assertThat(print(only(Catalogue.AGENT)).anything()).isTrue();
  }

  @Test
  void theOperatorSeesWhatWasAskedForAndNothingElse() {
    RecordedHost.copy("modern", directory);

    assertThat(collectors(print(only("load", "memory")))).containsExactly("load", "memory");
    assertThat(collectors(print(without("agent", "cpu"))))
        .doesNotContain("agent", "cpu")
        .contains("load", "interfaces");
    assertThat(lines(print(without("agent")))).noneMatch(line -> line.contains("agent.c"));
  }

  private PrintResult print(Selection selection) {
    return commands.print(config(selection));
  }

  private AgentConfig config(Selection selection) {
    return AgentConfig.builder()
        .root(directory)
        .selection(selection)
        .labels(new Labels(Map.of("xatlas.process", "mine"), Map.of()))
        .build();
  }

  private static Selection only(String... collectors) {
    return new Selection(
        Set.of(collectors),
        Set.of(),
        Selection.ALL.ignoreInterfaces(),
        Selection.ALL.ignoreMounts(),
        Selection.ALL.ignoreDevices());
  }

  private static Selection without(String... collectors) {
    return new Selection(
        Set.of(),
        Set.of(collectors),
        Selection.ALL.ignoreInterfaces(),
        Selection.ALL.ignoreMounts(),
        Selection.ALL.ignoreDevices());
  }

  private static List<String> lines(PrintResult result) {
    return result.rows().stream().map(PrintResult.Row::line).toList();
  }

  private static Set<String> collectors(PrintResult result) {
    return result.rows().stream()
        .map(PrintResult.Row::collector)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String value(PrintResult result, String metric) {
    return result.rows().stream()
        .filter(row -> row.metric().name().equals(metric))
        .map(PrintResult.Row::value)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + metric));
  }

  private String word(String file, int index) {
    return new BigDecimal(words(directory.resolve(file))[index])
        .stripTrailingZeros()
        .toPlainString();
  }

  private String kibibytes(String key) {
    List<String> words = List.of(words(directory.resolve("proc/meminfo")));
    return String.valueOf(1024 * Long.parseLong(words.get(words.indexOf(key) + 1)));
  }

  private static String[] words(Path file) {
    try {
      return Files.readString(file).strip().split("\\s+");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

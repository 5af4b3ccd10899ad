package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged agent beside other tools, on files in which each counter has a number of its own
 * ({@link TruthNumbers}): on a healthy machine most counters of faults are 0, and of nothing no
 * wrong factor makes anything. The tools see the files as their /proc, in a mount namespace. See
 * docs/truth.md.
 */
class TruthNumbersIT {
  private static final TruthTable TABLE = TruthTable.read();

  /** Those that read files alone. */
  private static final Set<String> TOOLS =
      Set.of(
          "nstat",
          "lnstat",
          "softnet",
          "snmp6",
          "sockstat",
          "sockets",
          "conntrack",
          "free",
          "meminfo",
          "vmstat",
          "pressure",
          "link");

  /** Of tools that tell of other things too. */
  private static final Map<String, String> MORE =
      Map.of("vmstat.procs,id=blocked", "stat", "net.conntrack.entries,id=used", "sysctl");

  /** The counters of interfaces come from the kernel where ip(8) asks: here from its file. */
  private static final String INTERFACES =
      """
      awk -F '[: ]+' 'NR > 2{sub(/^ +/, ""); i = $1; print i, "inBytes", $2; \
      print i, "inPackets", $3; print i, "inErrors", $4 + $6 + $7; print i, "inDropped", $5; \
      print i, "outBytes", $10; print i, "outPackets", $11; print i, "outErrors", $12 + $14; \
      print i, "outDropped", $13; print i, "collisions", $15}' /proc/net/dev\
      """;

  private static final String OWN_PROC = "mount --bind \"$0\" /proc && exec \"$@\"";

  private static TruthRound round = new TruthRound(Map.of(), Map.of());

  @BeforeAll
  static void measure(@TempDir Path directory) throws IOException {
    Skip.unless("root".equals(System.getProperty("user.name")), "only root can mount");
    Skip.withoutPrograms("unshare", "mount", "nstat", "lnstat", "free", "vmstat", "awk", "perl");
    Path host = directory.resolve("host");
    assertThat(new TruthNumbers(host)).isNotNull();
    List<String> unshare =
        List.of("unshare", "--mount", "sh", "-c", OWN_PROC, host.resolve("proc").toString());
    try (TruthSampler sampler = new TruthSampler(directory, tools(), unshare)) {
      Map<String, Double> reported = TruthRound.parse(print(directory, host));
      sampler.end();
      Map<TruthRow, TruthReading> readings = new HashMap<>();
      rows().forEach(row -> readings.put(row, sampler.reading(row)));
      round = new TruthRound(reported, readings);
    }
  }

  private static List<TruthTable.Source> tools() {
    return TABLE.sources().stream()
        .filter(source -> TOOLS.contains(source.name()) || MORE.containsValue(source.name()))
        .map(source ->
            source.name().equals("link")
                ? new TruthTable.Source("link", false, INTERFACES)
                : source)
        .toList();
  }

  private static String print(Path files, Path host) {
    try (AgentProcess agent =
        AgentProcess.start(files, Map.of(), "print", "--format=lines", "--root=" + host)) {
      assertThat(agent.exitCode()).as(agent.err()).isZero();
      return agent.out();
    }
  }

  static Stream<TruthRow> rows() {
    return TABLE.rows().stream()
        .filter(row -> TOOLS.contains(row.source()) || MORE.containsKey(row.series()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void agreesAndRefusesAWrongFactor(TruthRow row) {
    TreeSet<String> series = round.series(row);
    assertThat(series).isNotEmpty();
    assertThat(series)
        .allSatisfy(one -> {
          assertThat(round.complaint(row, one, 1)).isEmpty();
          assertThat(round.complaint(row, one, 1.1)).as(one + " times 1.1").isNotEmpty();
        });
  }

  @Test
  void noCounterIsTakenForAnother() {
    Map<Double, String> seen = new HashMap<>();
    rows()
        .filter(row -> row.source().equals("nstat") || row.source().equals("snmp6"))
        .flatMap(row -> round.series(row).stream())
        .forEach(series -> {
          String other = seen.put(round.reported().get(series), series);
          assertThat(other).as(series).isNull();
        });
    assertThat(seen).hasSizeGreaterThan(100);
  }
}

package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged agent on the running machine beside other tools: ./mvnw verify -Ptruth. See
 * docs/truth.md.
 *
 * <p>The machine goes on meanwhile, so a round in which a tool and the agent looked at different
 * things is repeated: a series must agree in one of them. An error of the agent does not go away.
 */
class TruthIT {
  private static final TruthTable TABLE = TruthTable.read();
  private static final int ROUNDS = 5;

  /** Wrong readings: each row must refuse one of them, so that an error of that size is seen. */
  private static final double[] WRONG = {1.1, 2, 10, 100};

  private static final TruthVerdicts VERDICTS = new TruthVerdicts();
  private static final TreeSet<String> REPORTED = new TreeSet<>();
  private static final Map<String, String> REPORT = new TreeMap<>();

  @TempDir private static Path directory;

  @BeforeAll
  static void measure() throws IOException {
    Skip.withoutPrograms("ss", "nstat", "ip", "lnstat", "df", "free", "vmstat", "ps", "awk");
    Skip.withoutPrograms("perl", "ping", "dd", "sysctl", "uptime");
    try (TruthTraffic traffic = new TruthTraffic(directory)) {
      assertThat(traffic).isNotNull();
      List<TruthRow> wanted = TABLE.rows();
      for (int round = 0; round < ROUNDS && !wanted.isEmpty(); round++) {
        Path files = Files.createDirectory(directory.resolve("round" + round));
        TruthRound taken = round(files, wanted, List.of());
        REPORTED.addAll(taken.reported().keySet());
        wanted = VERDICTS.judge(wanted, taken);
        REPORT.put("rounds", String.valueOf(round + 1));
      }
    }
  }

  static TruthRound round(Path files, List<TruthRow> rows, List<String> enter) {
    try (TruthSampler sampler = new TruthSampler(files, TABLE.sources(), enter)) {
      Map<String, Double> reported =
          TruthRound.parse(print(files, enter, "print", "--format=lines"));
      sampler.end();
      Map<TruthRow, TruthReading> readings = new HashMap<>();
      rows.forEach(row -> readings.put(row, sampler.reading(row)));
      return new TruthRound(reported, readings);
    }
  }

  static Stream<TruthRow> rows() {
    return TABLE.rows().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void agrees(TruthRow row) {
    assertThat(VERDICTS.complaints().entrySet())
        .filteredOn(entry -> row.covers(entry.getKey()))
        .as(row.source() + ": " + row.filter())
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void refusesAWrongReading(TruthRow row) {
    REPORT.put(row.series(), "not on this machine");
    VERDICTS
        .agreed()
        .forEach((series, agreed) -> {
          if (agreed.row().equals(row)) {
            REPORT.remove(row.series());
            REPORT.put(series, refused(row, series, agreed.round()));
          }
        });
  }

  static String refused(TruthRow row, String series, TruthRound round) {
    for (double factor : WRONG) {
      if (!round.complaint(row, series, factor).isEmpty()) {
        return "refuses x " + factor;
      }
    }
    assertThat(round.mayBeZero(row, series))
        .as("%s agrees with a reading a hundred times as large", series)
        .isTrue();
    return round.reported().get(series) + ": too small here";
  }

  @Test
  void everySeriesOfTheAgentIsCompared() {
    TreeSet<String> aloneNames =
        catalogue().stream()
            .filter(TruthIT::isAlone)
            .map(Declared::name)
            .collect(toCollection(TreeSet::new));
    assertThat(REPORTED)
        .isNotEmpty()
        .filteredOn(series -> !aloneNames.contains(series.split(",", 2)[0]))
        .allSatisfy(series ->
            assertThat(TABLE.rows()).filteredOn(row -> row.covers(series)).as(series).hasSize(1));
  }

  @Test
  void everyMetricHasATwinOrStandsAlone() {
    List<Declared> metrics = catalogue();
    assertThat(metrics).isNotEmpty();
    TreeSet<String> compared =
        TABLE.rows().stream().map(TruthRow::name).collect(toCollection(TreeSet::new));
    assertThat(metrics)
        .allSatisfy(metric ->
            assertThat(compared.contains(metric.name()))
                .as("%s", metric)
                .isNotEqualTo(isAlone(metric)));
    assertThat(TABLE.alone().keySet())
        .allSatisfy(name ->
            assertThat(metrics)
                .anyMatch(one -> one.name().equals(name) || one.collector().equals(name)));
  }

  @AfterAll
  static void report() throws IOException {
    StringBuilder text = new StringBuilder();
    REPORT.forEach((series, result) -> text.append(series + ": " + result + "\n"));
    Files.writeString(Path.of("target", "truth.txt"), text, UTF_8);
  }

  /** A metric as `metrics` lists it. */
  private record Declared(String name, String collector) {}

  private static boolean isAlone(Declared metric) {
    return TABLE.alone().containsKey(metric.name())
        || TABLE.alone().containsKey(metric.collector());
  }

  private static List<Declared> catalogue() {
    Matcher object =
        Pattern.compile("\"name\":\"([^\"]+)\".*\"collector\":\"([^\"]+)\"")
            .matcher(print(directory, List.of(), "metrics", "--format=json", "--flavor=system"));
    return object.results().map(found -> new Declared(found.group(1), found.group(2))).toList();
  }

  private static String print(Path files, List<String> enter, String... arguments) {
    List<String> command = new ArrayList<>(enter);
    command.addAll(AgentProcess.program(AgentProcess.jar()));
    command.addAll(List.of(arguments));
    try (AgentProcess agent = AgentProcess.start(files, Map.of(), command)) {
      assertThat(agent.exitCode()).as(agent.err()).isZero();
      return agent.out();
    }
  }
}

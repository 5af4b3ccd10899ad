package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.collector.Due;
import org.atlasagent.collector.Flavor;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.Labels;
import org.atlasagent.config.Selection;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.spectatord.Batch;
import org.atlasagent.testing.RecordedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which collectors an agent has, and what a round of them leaves in the batch. */
class AssemblyTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @TempDir private Path directory = Path.of("");
  private final FakeClock clock = new FakeClock();
  private final LogLines log = new LogLines(clock);
  private final Batch batch = new Batch();

  @ParameterizedTest
  @EnumSource
  void aFlavorHasItsRowsOfTheCatalogueInTheirOrder(Flavor flavor) {
    Assembly assembly = assembly(AgentConfig.builder(), flavor);

    assertThat(names(assembly))
        .isEqualTo(Catalogue.entries(flavor).stream().map(Catalogue.Entry::name).toList())
        .endsWith(Catalogue.AGENT);
  }

  @Test
  void theOperatorChoosesCollectors() {
    assertThat(names(assembly(selecting(Set.of("load", "agent"), Set.of()), Flavor.SYSTEM)))
        .containsExactly("load", "agent");
    assertThat(names(assembly(selecting(Set.of(), Set.of("load")), Flavor.SYSTEM)))
        .doesNotContain("load")
        .hasSize(Catalogue.entries(Flavor.SYSTEM).size() - 1);
    assertThat(names(assembly(selecting(Set.of("load", "cpu"), Set.of("cpu")), Flavor.SYSTEM)))
        .containsExactly("load");
  }

  @Test
  void aRoundOfASecondRunsOnlyWhatIsDue() {
    // None that asks what may block: such answers come when they come.
    Assembly assembly =
        assembly(selecting(Set.of("cpu", "cpufreq", "load"), Set.of()), Flavor.SYSTEM);
    assembly.round(Due.ALL);
    assertThat(lines()).anyMatch(line -> line.startsWith("g:sys.load.1,"));

    clock.pass(SECOND);
    assembly.round(new Due(true, false, false));

    assertThat(lines())
        .isNotEmpty()
        .allMatch(line -> line.contains(":sys.") && line.contains("CoreFrequency"));
  }

  @ParameterizedTest
  @EnumSource
  void everyLineCarriesTheTagsOfTheOperator(Flavor flavor) {
    Labels labels = new Labels(Map.of("site", "a"), Map.of("net.zone", "z"));
    assembly(AgentConfig.builder().labels(labels), flavor).round(Due.ALL);

    assertThat(lines())
        .isNotEmpty()
        .allMatch(line -> line.contains(",site=a"))
        .allMatch(line -> line.contains(",xatlas.process=" + flavor.process()))
        .allMatch(line ->
            line.contains(",net.zone=z") == line.matches("\\w:net\\..*")
                || line.contains(":net.tcp.memory"));
  }

  @Test
  void seriesOverTheBoundAreCountedForAllCollectorsTogether() {
    Assembly assembly = assembly(AgentConfig.builder().maxSeries(1), Flavor.SYSTEM);
    assembly.round(Due.ALL);

    assertThat(assembly.rejected()).isGreaterThan(20);
    assertThat(log.take()).anyMatch(line -> line.startsWith("<4>load: more series"));
    // What is counted about runs knows no bound: it tells of the others.
    assertThat(lines().stream().filter(line -> line.contains(":agent.collection,")).count())
        .isGreaterThan(5);
  }

  private AgentConfig.Builder selecting(Set<String> collect, Set<String> noCollect) {
    return AgentConfig.builder()
        .selection(
            new Selection(
                collect,
                noCollect,
                Selection.ALL.ignoreInterfaces(),
                Selection.ALL.ignoreMounts(),
                Selection.ALL.ignoreDevices()));
  }

  private Assembly assembly(AgentConfig.Builder config, Flavor flavor) {
    RecordedHost host = RecordedHost.copy("cores-192", directory);
    return new Assembly(
        config.root(host.root()).build(),
        flavor,
        new KernelFiles(host.root()),
        collector -> batch,
        rejected -> new SelfStatistics(clock, () -> 0, () -> 0, rejected, () -> 0),
        new RunSurroundings(
            batch, new BlockingPool(clock, SECOND, SECOND / 10), clock, log.log(), SECOND));
  }

  /** The lines of the last round. */
  private List<String> lines() {
    List<String> lines = new ArrayList<>(batch.textSince(0).lines().toList());
    batch.clear();
    return lines;
  }

  private static List<String> names(Assembly assembly) {
    return assembly.runs().stream().map(run -> run.entry().name()).toList();
  }
}

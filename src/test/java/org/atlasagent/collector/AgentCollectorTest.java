package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.meter.Meters;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.host.UnitPatterns;
import org.atlasagent.source.procfs.ProcessUsage;
import org.atlasagent.testing.FixedAgent;
import org.atlasagent.testing.LineRecorder;
import org.atlasagent.testing.SaidRemarks;
import org.junit.jupiter.api.Test;

/** The agent's report about itself. */
final class AgentCollectorTest {
  private final LineRecorder recorder = new LineRecorder();
  private AgentStatistics agent = new FixedAgent(0, 0, 0, 0);

  @Test
  void reportsWhatItCostsAndWhatBecameOfItsLines() {
    Collector collector = collector();
    agent = new FixedAgent(500, 20, 3, 2);

    assertThat(collector.collect(Due.ALL)).isEqualTo(Outcome.COLLECTED);

    assertThat(recorder.take())
        .containsExactly(
            "C:agent.cpuTime,id=system:0.25",
            "C:agent.cpuTime,id=user:1.5",
            "c:agent.lines,id=dropped:20",
            "c:agent.lines,id=rejected:3",
            "c:agent.lines,id=sent:500",
            "c:agent.ticks,id=missed:2",
            "g:agent.memory,id=heapUsed:4000000",
            "g:agent.memory,id=rss:3276800",
            "g:agent.uptime:90.5");
  }

  @Test
  void countsWhatHappenedSinceTheLastReport() {
    Collector collector = collector();
    agent = new FixedAgent(500, 20, 3, 2);
    collector.collect(Due.ALL);
    recorder.take();
    agent = new FixedAgent(800, 20, 4, 2);
    collector.collect(Due.ALL);

    assertThat(recorder.take())
        .contains(
            "c:agent.lines,id=sent:300",
            "c:agent.lines,id=dropped:0",
            "c:agent.lines,id=rejected:1",
            "c:agent.ticks,id=missed:0");
  }

  private Collector collector() {
    KernelFiles files = new KernelFiles(Path.of("/"));
    return new AgentCollector(
        new Wiring(
            files,
            new Sources(files, () -> 0, () -> 0),
            new Meters(recorder, List.of(), List.of(), 100),
            new NoCalls(),
            new SaidRemarks(),
            () -> 0,
            OptionalLong.empty(),
            HostCalls.of(new Current()).build(),
            name -> true,
            name -> true,
            name -> true,
            UnitPatterns.read(Path.of("/nowhere")),
            10,
            Flavor.SYSTEM));
  }

  private static final class NoCalls implements BlockingCalls {
    @Override
    public <T> void ask(
        String key,
        java.util.concurrent.Callable<T> question,
        java.util.function.Consumer<T> answer) {
      throw new AssertionError("the agent's own metrics ask nothing that blocks");
    }
  }

  /** The statistics as the test has set them last. */
  private final class Current implements AgentStatistics {
    @Override
    public long uptimeNanos() {
      return agent.uptimeNanos();
    }

    @Override
    public long heapUsedBytes() {
      return agent.heapUsedBytes();
    }

    @Override
    public Optional<ProcessUsage> usage() {
      return agent.usage();
    }

    @Override
    public long pageBytes() {
      return agent.pageBytes();
    }

    @Override
    public long clockTicksPerSecond() {
      return agent.clockTicksPerSecond();
    }

    @Override
    public long linesSent() {
      return agent.linesSent();
    }

    @Override
    public long linesDropped() {
      return agent.linesDropped();
    }

    @Override
    public long linesRejected() {
      return agent.linesRejected();
    }

    @Override
    public long ticksMissed() {
      return agent.ticksMissed();
    }
  }
}

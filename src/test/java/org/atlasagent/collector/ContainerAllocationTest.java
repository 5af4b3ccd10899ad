package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Series;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.host.UnitPatterns;
import org.atlasagent.testing.FixedAgent;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.SaidRemarks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs each second makes next to no garbage. */
class ContainerAllocationTest {
  private static final Due SECOND = new Due(true, false, false);
  private static final int ROUNDS = 1000;

  private long nanos;
  private long samples;

  @Test
  void aSecondOfTheCpuCollectorMakesNoGarbage(@TempDir Path directory) {
    RecordedHost host = RecordedHost.copy("container-v2", directory);
    try (KernelFiles files = new KernelFiles(host.root())) {
      Collector cpu = collector(files);
      cpu.collect(Due.ALL);
      run(cpu);
      samples = 0;

      long before = allocated();
      run(cpu);
      long bytes = allocated() - before;

      assertThat(samples).isEqualTo(2 * ROUNDS);
      assertThat(bytes / ROUNDS).isLessThan(16);
    }
  }

  private void run(Collector collector) {
    for (int i = 0; i < ROUNDS; i++) {
      nanos += 1_000_000_000;
      collector.collect(SECOND);
    }
  }

  private Collector collector(KernelFiles files) {
    return new ContainerCpuCollector(
        new Wiring(
            files,
            new Sources(files, () -> nanos, () -> nanos),
            new Meters(this::open, List.of(), List.of(), 100),
            new NoCalls(),
            new SaidRemarks(),
            () -> nanos,
            OptionalLong.empty(),
            HostCalls.of(new FixedAgent(0, 0, 0, 0)).build(),
            name -> true,
            name -> true,
            name -> true,
            UnitPatterns.read(Path.of("/nowhere")),
            10,
            Flavor.K8S));
  }

  private Series open(Metric metric, MeterId id) {
    return new Series() {
      @Override
      public void sample(double value) {
        samples++;
      }

      @Override
      public void sample(long value) {
        samples++;
      }

      @Override
      public void sampleUnsigned(long value) {
        samples++;
      }
    };
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static final class NoCalls implements BlockingCalls {
    @Override
    public <T> void ask(String key, Callable<T> question, Consumer<T> answer) {
      throw new AssertionError("nothing blocks here, but this is asked: " + key);
    }
  }
}

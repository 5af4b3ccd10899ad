package org.atlasagent.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.atlasagent.collector.BlockingCalls;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.collector.Collector;
import org.atlasagent.collector.Due;
import org.atlasagent.collector.Flavor;
import org.atlasagent.collector.HostCalls;
import org.atlasagent.collector.Outcome;
import org.atlasagent.collector.Sources;
import org.atlasagent.collector.Wiring;
import org.atlasagent.meter.Meters;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.host.Hardware;
import org.atlasagent.source.host.StatVfsFileSystems;
import org.atlasagent.source.procfs.Auxv;

/** A collector of the catalogue with everything around it, whose samples are kept as lines. */
public final class RunningCollector implements AutoCloseable {
  private static final int MAX_SERIES = 10_000;

  private final LineRecorder recorder = new LineRecorder();
  private final Meters meters = new Meters(recorder, List.of(), List.of(), MAX_SERIES);
  private final KernelFiles files;
  private final Collector collector;
  private long round;

  RunningCollector(
      Catalogue.Entry entry, KernelFiles files, HostCalls calls, LongSupplier nanoClock) {
    this.files = files;
    Flavor flavor = entry.flavors().contains(Flavor.SYSTEM) ? Flavor.SYSTEM : Flavor.K8S;
    collector =
        entry
            .make()
            .apply(
                new Wiring(
                    files,
                    new Sources(files, () -> round, nanoClock),
                    meters,
                    new InlineCalls(),
                    nanoClock,
                    Auxv.pageSize(files.proc("self/auxv")),
                    calls,
                    name -> true,
                    name -> true,
                    name -> true,
                    flavor));
  }

  /** Starts a collector of the catalogue on the machine that runs the test. */
  public static RunningCollector onThisMachine(String name) {
    Catalogue.Entry entry =
        Catalogue.entries().stream()
            .filter(row -> row.name().equals(name))
            .findFirst()
            .orElseThrow();
    HostCalls calls =
        new HostCalls(new StatVfsFileSystems(), Hardware.NONE, new FixedAgent(0, 0, 0, 0));
    return new RunningCollector(entry, new KernelFiles(Path.of("/")), calls, System::nanoTime);
  }

  /**
   * What a run gave.
   *
   * @param outcome how it ended
   * @param lines what it reported, in bytewise order
   */
  public record Run(Outcome outcome, List<String> lines) {}

  /** Lets the collector do what is due, in a round of its own. */
  public Run run(Due due) {
    round++;
    meters.beginRun();
    recorder.take();
    Outcome outcome = collector.collect(due);
    return new Run(outcome, recorder.take());
  }

  /** The files that the collector has read and keeps open. */
  public List<Path> openFiles() {
    return files.open();
  }

  @Override
  public void close() {
    files.close();
  }

  /** Nothing blocks on a recorded host, so each question is answered at once. */
  private static final class InlineCalls implements BlockingCalls {
    @Override
    public <T> void ask(String key, Callable<T> question, Consumer<T> answer) {
      T found;
      try {
        found = question.call();
      } catch (SourceException expected) {
        throw expected;
      } catch (Exception unexpected) {
        throw new AssertionError("the question about " + key + " failed", unexpected);
      }
      answer.accept(found);
    }
  }
}

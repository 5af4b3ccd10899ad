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
import org.atlasagent.source.host.AdjustTimeClock;
import org.atlasagent.source.host.ChronyDaemon;
import org.atlasagent.source.host.EthtoolStatistics;
import org.atlasagent.source.host.StatVfsFileSystems;
import org.atlasagent.source.host.UnitPatterns;
import org.atlasagent.source.netlink.KernelNetlink;
import org.atlasagent.source.procfs.Auxv;

/**
 * A collector of the catalogue with everything around it, whose samples are kept as lines. Each
 * line is also encoded as the agent does it, and must be one that a strict parser takes.
 */
public final class RunningCollector implements AutoCloseable {
  private static final int MAX_SERIES = 10_000;
  private static final int MAX_SERVICES = 10;
  private static final String CONF_DIR = "/etc/atlas-system-agent/conf.d";

  /** As the runtime ends a run whose questions had no answer to report. */
  private static final Outcome NOTHING_ANSWERED =
      Outcome.noData("nothing that was asked had anything to report");

  private final Wire recorder = new Wire();
  private final Meters meters = new Meters(recorder, List.of(), List.of(), MAX_SERIES);
  private final KernelFiles files;
  private final InlineCalls questions = new InlineCalls();
  private final SaidRemarks remarks = new SaidRemarks();
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
                    questions,
                    remarks,
                    nanoClock,
                    Auxv.pageSize(files.proc("self/auxv")),
                    calls,
                    name -> true,
                    name -> true,
                    name -> true,
                    UnitPatterns.read(files.hostPath(CONF_DIR)),
                    MAX_SERVICES,
                    flavor));
  }

  /** Starts a collector of the catalogue on the machine that runs the test. */
  public static RunningCollector onThisMachine(String name) {
    return live(RecordedHost.collector(name), Path.of("/"));
  }

  /**
   * Starts a collector that asks the running kernel, for the namespaces of the thread that runs it.
   *
   * @param entry the collector
   * @param root below it are the files of those namespaces
   */
  static RunningCollector live(Catalogue.Entry entry, Path root) {
    KernelFiles files = new KernelFiles(root);
    HostCalls calls =
        HostCalls.of(new FixedAgent(0, 0, 0, 0))
            .fileSystems(new StatVfsFileSystems())
            .netlink(new KernelNetlink())
            .kernelClock(new AdjustTimeClock())
            .chrony(ChronyDaemon.ofThisMachine(files, System::nanoTime))
            .interfaceStatistics(new EthtoolStatistics())
            .build();
    return new RunningCollector(entry, files, calls, System::nanoTime);
  }

  /** Starts a collector of the catalogue on a host that answers as a test wants. */
  public static RunningCollector with(Catalogue.Entry entry, KernelFiles files, HostCalls calls) {
    return new RunningCollector(entry, files, calls, System::nanoTime);
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
    List<String> lines = recorder.take();
    boolean asked = questions.asked;
    questions.asked = false;
    return new Run(asked && lines.isEmpty() ? NOTHING_ANSWERED : outcome, lines);
  }

  /** What a run reported that then failed, in bytewise order. */
  public List<String> linesOfFailedRun() {
    return recorder.take();
  }

  /** What was remarked since the last call, with its kind before it. */
  public List<String> remarks() {
    return remarks.take();
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
    private boolean asked;

    @Override
    public <T> void ask(String key, Callable<T> question, Consumer<T> answer) {
      asked = true;
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

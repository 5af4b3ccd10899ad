package org.atlasagent.collector;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Tag;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.host.UnitPatterns;
import org.atlasagent.source.netlink.Netlink;
import org.atlasagent.testing.FixedAgent;
import org.atlasagent.testing.LineRecorder;
import org.atlasagent.testing.SaidRemarks;

/** A root below which collectors of the network run, one round after the other. */
final class NetworkHost {
  private static final int MAX_SERIES = 10_000;

  private final KernelFiles files;
  private final Netlink netlink;
  private final OptionalLong pageSize;
  private final Predicate<String> interfaces;
  private final LineRecorder recorder = new LineRecorder();
  private final Meters meters =
      new Meters(recorder, List.of(), List.of(new Tag("nf.zone", "a")), MAX_SERIES);
  private long round;

  NetworkHost(Path root, OptionalLong pageSize, Predicate<String> interfaces) {
    this(root, pageSize, interfaces, Netlink.NONE);
  }

  NetworkHost(Path root, OptionalLong pageSize, Predicate<String> interfaces, Netlink netlink) {
    this.netlink = netlink;
    files = new KernelFiles(root);
    this.pageSize = pageSize;
    this.interfaces = interfaces;
  }

  /** Makes a collector of the catalogue. */
  Collector collector(String name) {
    Catalogue.Entry entry =
        Catalogue.entries().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    return collector(entry.make());
  }

  /** Makes a collector. */
  Collector collector(Function<Wiring, Collector> make) {
    return make.apply(
        new Wiring(
            files,
            new Sources(files, () -> round, () -> 0),
            meters,
            new InlineCalls(),
            new SaidRemarks(),
            () -> 0,
            pageSize,
            HostCalls.of(new FixedAgent(0, 0, 0, 0)).netlink(netlink).build(),
            interfaces,
            mount -> true,
            device -> true,
            UnitPatterns.read(Path.of("/nowhere")),
            10,
            Flavor.SYSTEM));
  }

  /** Runs a collector in a round of its own. */
  Outcome run(Collector collector) {
    round++;
    meters.beginRun();
    return collector.collect(Due.ALL);
  }

  /** The lines that were reported since the last call. */
  List<String> lines() {
    return recorder.take();
  }

  /** Nothing blocks here, so each question is answered at once. */
  private static final class InlineCalls implements BlockingCalls {
    @Override
    public <T> void ask(String key, Callable<T> question, Consumer<T> answer) {
      try {
        answer.accept(question.call());
      } catch (SourceException expected) {
        throw expected;
      } catch (Exception unexpected) {
        throw new AssertionError("the question about " + key + " failed", unexpected);
      }
    }
  }
}

package org.atlasagent.collector;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Tag;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.host.FileSystems;
import org.atlasagent.source.host.Hardware;
import org.atlasagent.testing.LineRecorder;

/** A root below which collectors of the network run, one round after the other. */
final class NetworkHost {
  private static final int MAX_SERIES = 10_000;

  private final KernelFiles files;
  private final OptionalLong pageSize;
  private final Predicate<String> interfaces;
  private final LineRecorder recorder = new LineRecorder();
  private final Meters meters =
      new Meters(recorder, List.of(), List.of(new Tag("nf.zone", "a")), MAX_SERIES);
  private long round;

  NetworkHost(Path root, OptionalLong pageSize, Predicate<String> interfaces) {
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
    return entry
        .make()
        .apply(
            new Wiring(
                files,
                new Sources(files, () -> round, () -> 0),
                meters,
                new NoBlockingCalls(),
                () -> 0,
                pageSize,
                new HostCalls(
                    FileSystems.NONE,
                    Hardware.NONE,
                    new org.atlasagent.testing.FixedAgent(0, 0, 0, 0)),
                interfaces,
                mount -> true,
                device -> true,
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

  private static final class NoBlockingCalls implements BlockingCalls {
    @Override
    public <T> void ask(String key, Callable<T> question, Consumer<T> answer) {
      throw new AssertionError("no collector of the network blocks, but one asks for " + key);
    }
  }
}

package org.atlasagent.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.atlasagent.collector.AgentStatistics;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.collector.Due;
import org.atlasagent.collector.Flavor;
import org.atlasagent.collector.HostCalls;
import org.atlasagent.collector.Sources;
import org.atlasagent.collector.Wiring;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.Selection;
import org.atlasagent.linux.SystemConfiguration;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Recorder;
import org.atlasagent.meter.Series;
import org.atlasagent.meter.Tag;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.host.AdjustTimeClock;
import org.atlasagent.source.host.Chrony;
import org.atlasagent.source.host.ChronyDaemon;
import org.atlasagent.source.host.EthtoolStatistics;
import org.atlasagent.source.host.FileSystems;
import org.atlasagent.source.host.Hardware;
import org.atlasagent.source.host.InterfaceStatistics;
import org.atlasagent.source.host.KernelClock;
import org.atlasagent.source.host.StatVfsFileSystems;
import org.atlasagent.source.host.UnitPatterns;
import org.atlasagent.source.netlink.KernelNetlink;
import org.atlasagent.source.netlink.Netlink;
import org.atlasagent.source.procfs.Auxv;

/**
 * The collectors of an agent, wired by hand: makes those that the flavor has and the operator
 * wants, and runs a round of them. What one round reports stands in the batch.
 */
final class Assembly implements AutoCloseable {
  private final List<CollectorRun> runs = new ArrayList<>();
  private final List<RunStatistics> statistics = new ArrayList<>();
  private final BlockingPool pool;
  private final Hardware hardware;
  private long round;

  /**
   * Makes the collectors.
   *
   * @param config what the operator asked for
   * @param flavor what is watched
   * @param files where the kernel's files are
   * @param recorder where the samples of a collector go, given its name
   * @param agent what the runtime knows about itself, given the count of rejected samples
   * @param surroundings what all runs share
   */
  Assembly(
      AgentConfig config,
      Flavor flavor,
      KernelFiles files,
      Function<String, Recorder> recorder,
      Function<LongSupplier, AgentStatistics> agent,
      RunSurroundings surroundings) {
    this(
        config,
        flavor,
        files,
        recorder,
        agent,
        surroundings,
        hardware(config, files, surroundings));
  }

  /** Makes the collectors, with hardware that need not be that of the running machine. */
  Assembly(
      AgentConfig config,
      Flavor flavor,
      KernelFiles files,
      Function<String, Recorder> recorder,
      Function<LongSupplier, AgentStatistics> agent,
      RunSurroundings surroundings,
      Hardware hardware) {
    this.hardware = hardware;
    pool = surroundings.pool();
    Clock clock = surroundings.clock();
    Sources sources = new Sources(files, () -> round, clock::nanos);
    UnitPatterns services = UnitPatterns.read(config.confDir());
    services.flaws().forEach(flaw -> surroundings.log().warn(flaw + "; left out"));
    HostCalls calls =
        HostCalls.of(agent.apply(this::rejected))
            .fileSystems(fileSystems(files))
            .netlink(netlink(files))
            .kernelClock(files.live() ? new AdjustTimeClock() : KernelClock.NONE)
            .chrony(files.live() ? ChronyDaemon.ofThisMachine(files, clock::nanos) : Chrony.NONE)
            .interfaceStatistics(
                files.networkCanBeAsked() ? new EthtoolStatistics() : InterfaceStatistics.NONE)
            .instanceMetadata(Aws.instanceMetadata(config, files, clock))
            .ebsVolumes(Aws.ebsVolumes(config, files))
            .containerLimits(TitusEnvironment.limits(config.environment()))
            .services(SystemBus.services(files, services, config.environment()))
            .hardware(hardware)
            .build();
    OptionalLong pageSize = pageSize(files);
    Selection selection = config.selection();
    List<Tag> common =
        tags(
            TitusEnvironment.withHost(
                config.labels().commonWithProcess(flavor.process()), flavor, config.environment()));
    List<Tag> network = tags(config.labels().network());
    // What is counted about runs belongs to the row about the agent, and is left out with it.
    Recorder self =
        selection.wantsCollector(Catalogue.AGENT)
            ? recorder.apply(Catalogue.AGENT)
            : (metric, id) -> Unheard.SERIES;
    for (Catalogue.Entry entry : Catalogue.entries(flavor)) {
      if (!selection.wantsCollector(entry.name())) {
        continue;
      }
      Recorder target = recorder.apply(entry.name());
      Meters meters = new Meters(target, common, network, config.maxSeries());
      RunStatistics ofRow =
          new RunStatistics(entry, new Meters(self, common, network, Integer.MAX_VALUE));
      statistics.add(ofRow);
      runs.add(
          new CollectorRun(
              entry,
              (blockingCalls, remarks) ->
                  entry
                      .make()
                      .apply(
                          new Wiring(
                              files,
                              sources,
                              meters,
                              blockingCalls,
                              remarks,
                              clock::nanos,
                              pageSize,
                              calls,
                              selection::wantsInterface,
                              selection::wantsMount,
                              selection::wantsDevice,
                              services,
                              config.maxServices(),
                              flavor)),
              meters,
              ofRow,
              surroundings));
    }
  }

  /** The collectors, in the order in which a round runs them. */
  List<CollectorRun> runs() {
    return runs;
  }

  /** Samples that were left out because a run had too many series, since the start. */
  long rejected() {
    long rejected = 0;
    for (CollectorRun run : runs) {
      rejected += run.rejected();
    }
    return rejected;
  }

  /** Runs every collector that is due, after what was asked before has been answered. */
  void round(Due due) {
    round++;
    pool.tick();
    // By index: an iterator would be the garbage of every second.
    for (int i = 0; i < runs.size(); i++) {
      CollectorRun run = runs.get(i);
      if (run.isDue(due)) {
        run.run(due);
      }
    }
    if (due.minute()) {
      statistics.forEach(RunStatistics::report);
    }
  }

  /** Ends what was started outside of this process; any thread may call. */
  @Override
  public void close() {
    hardware.close();
  }

  private static Hardware hardware(
      AgentConfig config, KernelFiles files, RunSurroundings surroundings) {
    return files.live()
        ? Hardware.ofThisMachine(surroundings.clock()::nanos, config.hardwareCounters())
        : Hardware.NONE;
  }

  /** System calls answer for the running machine, so of a recorded one nothing can be asked. */
  private static FileSystems fileSystems(KernelFiles files) {
    return files.live() ? new StatVfsFileSystems() : FileSystems.NONE;
  }

  private static Netlink netlink(KernelFiles files) {
    return files.networkCanBeAsked() ? new KernelNetlink() : Netlink.NONE;
  }

  private static OptionalLong pageSize(KernelFiles files) {
    return files.live()
        ? OptionalLong.of(SystemConfiguration.pageBytes())
        : Auxv.pageSize(files.proc("self/auxv"));
  }

  /** The end of a series that nobody wants to see. */
  private enum Unheard implements Series {
    SERIES;

    @Override
    public void sample(double value) {}

    @Override
    public void sample(long value) {}

    @Override
    public void sampleUnsigned(long value) {}
  }

  private static List<Tag> tags(Map<String, String> tags) {
    List<Tag> all = new ArrayList<>();
    tags.forEach((key, value) -> all.add(new Tag(key, value)));
    return all;
  }
}

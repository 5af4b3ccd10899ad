package org.atlasagent.runtime;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.Logging;
import org.atlasagent.config.OutputLocation;
import org.atlasagent.config.ReceiveConfig;
import org.atlasagent.linux.SystemConfiguration;
import org.atlasagent.receiver.LineListener;
import org.atlasagent.receiver.Snapshot;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.host.UnitPatterns;
import org.atlasagent.source.netlink.KernelNetlink;
import org.atlasagent.spectatord.Delivery;
import org.atlasagent.spectatord.Transport;

/** What the command line sets in motion, on the machine as it is. */
public final class LiveCommands implements Commands {
  private static final Path ROOT = Path.of("/");

  private final PrintStream err;
  private final Clock clock;

  /** Logs to a stream. */
  public LiveCommands(PrintStream err) {
    this.err = err;
    clock = Clock.SYSTEM;
  }

  @Override
  public int run(AgentConfig config) {
    FlavorDetection.Detected detected = FlavorDetection.detect(config, ROOT);
    Log log = log(config);
    if (config.page().isEmpty()) {
      return new Daemon(config, detected, clock, log, UnaryOperator.identity()).run();
    }
    EmbeddedReceiver receiver = new EmbeddedReceiver(clock);
    boolean served = new PageOpening(receiver.receiver(), clock, log).openAny(config.page());
    if (!served && config.output() instanceof OutputLocation.Nowhere) {
      return 1;
    }
    return new Daemon(config, detected, clock, log, receiver::beside).run();
  }

  @Override
  public int watch(AgentConfig config, Consumer<Snapshot> view) {
    FlavorDetection.Detected detected = FlavorDetection.detect(config, ROOT);
    EmbeddedReceiver receiver = new EmbeddedReceiver(clock);
    receiver.show(view);
    // The log would stand in the middle of what is shown.
    return new Daemon(config, detected, clock, Log.silent(clock), receiver::beside).run();
  }

  @Override
  public int receive(ReceiveConfig config, LineListener listener) {
    Logging logging = config.logging();
    Log log = new Log(err, logging.journal(), logging.verbose(), clock);
    return new ReceiveDaemon(config, clock, log, listener).run();
  }

  @Override
  public PrintResult print(AgentConfig config) {
    FlavorDetection.Detected detected = FlavorDetection.detect(config, ROOT);
    OneShot shot = shot(config, detected);
    shot.run();
    Map<String, Integer> order = new LinkedHashMap<>();
    shot.runs().forEach(run -> order.put(run.entry().name(), order.size()));
    List<PrintResult.Row> rows = new ArrayList<>(shot.rows());
    rows.sort(Comparator.comparing(row -> order.getOrDefault(row.collector(), order.size())));
    List<String> absences = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (CollectorRun run : shot.runs()) {
      switch (run.state()) {
        case COLLECTED -> {}
        case NO_DATA -> absences.add(run.entry().name() + ": nothing to report: " + run.detail());
        case FAILED -> failures.add(run.entry().name() + ": failed: " + run.detail());
      }
      for (RemarkLog.Remark remark : run.remarks()) {
        (remark.fault() ? failures : absences).add(run.entry().name() + ": " + remark.text());
      }
    }
    UnitPatterns.read(config.confDir()).flaws().forEach(flaw -> failures.add("services: " + flaw));
    return new PrintResult(rows, absences, failures);
  }

  @Override
  public CheckResult check(AgentConfig config) {
    FlavorDetection.Detected detected = FlavorDetection.detect(config, ROOT);
    OneShot shot = shot(config, detected);
    shot.run();
    Map<String, CollectorRun> runs = new LinkedHashMap<>();
    shot.runs().forEach(run -> runs.put(run.entry().name(), run));
    List<CheckResult.Row> rows = new ArrayList<>();
    for (Catalogue.Entry entry : Catalogue.entries()) {
      CollectorRun run = runs.get(entry.name());
      if (run != null) {
        rows.add(row(run));
      } else {
        boolean flavored = entry.flavors().contains(detected.flavor());
        String why = flavored ? "left out by --collect or --no-collect" : "not in this flavor";
        rows.add(
            new CheckResult.Row(
                entry.name(), CheckResult.State.OFF, 0, entry.needs(), why, List.of()));
      }
    }
    return new CheckResult(
        detected.flavor().optionName(), detected.why(), notes(config), rows, output(config));
  }

  @Override
  public TcpMemoryResult tcpMemory() {
    try (KernelFiles files = new KernelFiles(ROOT)) {
      return new TcpMemoryQuestion(files, new KernelNetlink(), SystemConfiguration.pageBytes())
          .ask();
    } catch (SourceException unreadable) {
      return new TcpMemoryResult.Refused(String.valueOf(unreadable.getMessage()));
    }
  }

  /** What of the host cannot be asked by system call, and why. */
  private static List<String> notes(AgentConfig config) {
    List<String> notes = new ArrayList<>(notesOnRoot(config));
    notes.addAll(UnitPatterns.read(config.confDir()).flaws());
    return notes;
  }

  /** What of the host cannot be asked by system call, and why. */
  private static List<String> notesOnRoot(AgentConfig config) {
    Path root = config.root();
    try (KernelFiles files = new KernelFiles(root)) {
      if (!files.live()) {
        return List.of(
            root
                + " is not the running machine (another boot_id): nothing is asked by system call");
      }
      return switch (files.networkNamespace()) {
        case OWN -> List.of();
        case OTHER ->
            List.of(
                "the network of process 1 below %s is not the agent's own: nothing is asked by netlink"
                    .formatted(root));
        case UNKNOWN ->
            List.of(
                "cannot tell whether the network of process 1 below %s is the agent's own: taken to be"
                    .formatted(root));
      };
    }
  }

  private static CheckResult.Row row(CollectorRun run) {
    CheckResult.State state =
        switch (run.state()) {
          case COLLECTED -> CheckResult.State.FOUND;
          case NO_DATA -> CheckResult.State.NO_DATA;
          case FAILED -> CheckResult.State.FAILED;
        };
    return new CheckResult.Row(
        run.entry().name(),
        state,
        run.series(),
        run.entry().needs(),
        run.detail(),
        run.remarks().stream().map(RemarkLog.Remark::text).toList());
  }

  private CheckResult.Output output(AgentConfig config) {
    OutputLocation location = config.output();
    // A single question may wait for a name server; this command has nothing else to do.
    Executor direct = Runnable::run;
    try (Transport transport = Transports.open(location, direct, clock)) {
      return switch (transport.probe()) {
        case Delivery.Sent _, Delivery.Taken _ ->
            new CheckResult.Output(location.toString(), true, remark(location));
        case Delivery.Dropped(String reason) ->
            new CheckResult.Output(location.toString(), false, reason);
      };
    }
  }

  private static String remark(OutputLocation location) {
    return switch (location) {
      case OutputLocation.Udp _ ->
          "an address was found; UDP does not tell whether anybody listens";
      case OutputLocation.Atlas _ -> "connected; nothing was published";
      case OutputLocation.UnixSocket _,
          OutputLocation.File _,
          OutputLocation.StandardOutput _,
          OutputLocation.StandardError _,
          OutputLocation.Nowhere _ ->
          "";
    };
  }

  private OneShot shot(AgentConfig config, FlavorDetection.Detected detected) {
    return new OneShot(
        config, detected.flavor(), new KernelFiles(config.root()), clock, Log.silent(clock));
  }

  private Log log(AgentConfig config) {
    return new Log(err, config.logging().journal(), config.logging().verbose(), clock);
  }
}

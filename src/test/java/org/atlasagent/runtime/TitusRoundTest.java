package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.collector.Flavor;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.Labels;
import org.atlasagent.linux.UnixDatagramReceiver;
import org.atlasagent.meter.Metric;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.spectatord.Batch;
import org.atlasagent.spectatord.Outbox;
import org.atlasagent.spectatord.ProtocolLine;
import org.atlasagent.spectatord.StrictParser;
import org.atlasagent.spectatord.UnixTransport;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.MetadataServer;
import org.atlasagent.testing.RecordedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole agent of the flavor titus in the recorded container, on a unix socket: its files are
 * those of the recording, netlink and statvfs answer for the running machine, and the metadata
 * service is one of the test. The clock jumps, but not before what was asked has been answered.
 */
class TitusRoundTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int OFFSET_IN_MINUTE = 30;
  private static final int MINUTES = 4;

  /** The metrics that come once a minute and at no other time. */
  private static final Set<String> MINUTELY =
      Catalogue.entries(Flavor.TITUS).stream()
          .flatMap(entry -> entry.metrics().stream())
          .collect(Collectors.groupingBy(Metric::name))
          .entrySet()
          .stream()
          .filter(named -> named.getValue().stream().allMatch(metric -> metric.seconds() == 60))
          .map(Map.Entry::getKey)
          .collect(Collectors.toSet());

  @TempDir private Path directory = Path.of("");
  private final FakeClock fake = new FakeClock();
  private final LogLines log = new LogLines(fake);
  private final Batch batch = new Batch();
  private final BlockingPool pool = new BlockingPool(fake, SECOND, SECOND / 10);
  private final List<Datagram> datagrams = new ArrayList<>();

  private record Datagram(int bytes, List<ProtocolLine> lines) {
    List<ProtocolLine> minutely() {
      return lines.stream().filter(line -> MINUTELY.contains(line.name())).toList();
    }
  }

  @Test
  void aMinuteRoundWithAllItsAnswersLeavesInAtMostTwoDatagrams() throws IOException {
    run();

    assertThat(log.take()).noneMatch(line -> line.contains("failed") || line.contains("dropped"));
    List<List<Datagram>> rounds = minuteRounds();
    assertThat(rounds).hasSizeGreaterThanOrEqualTo(MINUTES - 1);
    for (List<Datagram> round : rounds) {
      assertThat(names(round))
          .as("files, cgroup, netlink, statvfs and the metadata service have all been heard")
          .contains(
              "sys.uptime",
              "net.ip.datagrams",
              "cgroup.cpu.weight",
              "cgroup.mem.used",
              "cgroup.net.bandwidthBytes",
              "disk.bytesFree",
              "net.tcp.connectionStates",
              "net.tcp.socketMemory",
              "net.udp.queueBytes",
              "net.ip.addresses",
              "net.ip.defaultRoutes",
              "aws.credentialsTtl",
              "ipc.client.call",
              "agent.collection");
      assertThat(round.stream().map(Datagram::bytes))
          .as("bytes of the datagrams with lines of a minute round")
          .hasSizeLessThanOrEqualTo(2);
    }
  }

  /** The datagrams of each minute round but the first, which is at the start. */
  private List<List<Datagram>> minuteRounds() {
    List<List<Datagram>> rounds = new ArrayList<>();
    for (Datagram datagram : datagrams) {
      if (datagram.minutely().stream().anyMatch(line -> line.name().equals("sys.uptime"))) {
        rounds.add(new ArrayList<>());
      }
      if (!datagram.minutely().isEmpty()) {
        rounds.getLast().add(datagram);
      }
    }
    return rounds.subList(1, rounds.size());
  }

  private static Set<String> names(List<Datagram> round) {
    return round.stream()
        .flatMap(datagram -> datagram.minutely().stream())
        .map(ProtocolLine::name)
        .collect(Collectors.toSet());
  }

  private void run() throws IOException {
    RecordedHost host = RecordedHost.copy("container-v2", directory.resolve("root"));
    beTheRunningMachine(host.root());
    Path socket = directory.resolve("spectatord.unix");
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(socket);
        MetadataServer metadata = new MetadataServer("127.0.0.1");
        KernelFiles files = new KernelFiles(host.root())) {
      assertThat(files.live() && files.networkCanBeAsked()).isTrue();
      Clock clock = new PatientClock(receiver);
      RunSurroundings surroundings =
          new RunSurroundings(batch, pool, clock, log.log(), 20 * SECOND);
      Timetable timetable = new Timetable(1, OFFSET_IN_MINUTE, clock.nanos(), clock.wallMillis());
      Outbox outbox = new Outbox(batch, new UnixTransport(socket.toString()));
      Assembly assembly =
          new Assembly(
              config(host.root(), metadata),
              Flavor.TITUS,
              files,
              collector -> batch,
              rejected ->
                  new SelfStatistics(
                      clock, outbox::linesSent, outbox::linesDropped, rejected, timetable::missed),
              surroundings);
      Agent agent =
          new Agent(assembly, outbox, timetable, surroundings, "here", Supervisor.NONE, () -> {});
      fake.at(fake.nanos() + 45 * SECOND, host::passAMinute);
      fake.at(fake.nanos() + MINUTES * 60 * SECOND, agent::stop);
      agent.run();
      take(receiver);
      assembly.close();
    }
  }

  /** As Titus starts it, with all its variables. */
  private AgentConfig config(Path root, MetadataServer metadata) {
    return AgentConfig.builder()
        .root(root)
        .confDir(directory)
        .labels(
            new Labels(Map.of("nf.container", "main", "nf.process", "atlas-titus-agent"), Map.of()))
        .environment(
            Map.of(
                "NETFLIX_EXECUTOR", "titus",
                "TITUS_HOST_EC2_INSTANCE_ID", "i-0123456789abcdef0",
                "TITUS_NUM_CPU", "2",
                "TITUS_NUM_NETWORK_BANDWIDTH", "700",
                "AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url()))
        .build();
  }

  /** System calls are made for a tree only that has the names of the running kernel. */
  private static void beTheRunningMachine(Path root) throws IOException {
    Path bootId = Path.of("proc/sys/kernel/random/boot_id");
    Files.createDirectories(root.resolve(bootId).resolveSibling(""));
    Files.copy(Path.of("/").resolve(bootId), root.resolve(bootId));
    Path namespaces = Files.createDirectories(root.resolve("proc/1/ns"));
    Files.createSymbolicLink(
        namespaces.resolve("net"), Files.readSymbolicLink(Path.of("/proc/self/ns/net")));
  }

  private void take(UnixDatagramReceiver receiver) {
    Stream.generate(() -> receiver.receive(Duration.ZERO))
        .takeWhile(Optional::isPresent)
        .forEach(datagram -> add(datagram.orElseThrow()));
  }

  private void add(byte[] datagram) {
    datagrams.add(new Datagram(datagram.length, StrictParser.parse(datagram)));
  }

  /** Jumps when somebody waits, once nothing is being answered and all that was sent is read. */
  private final class PatientClock implements Clock {
    private final UnixDatagramReceiver receiver;

    PatientClock(UnixDatagramReceiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public long nanos() {
      return fake.nanos();
    }

    @Override
    public long wallMillis() {
      return fake.wallMillis();
    }

    @Override
    public void waitNanos(long nanos) {
      Await.until("all is answered", () -> !pool.asking());
      take(receiver);
      fake.waitNanos(nanos);
    }
  }
}

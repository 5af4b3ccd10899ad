package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.ONE_NUMBER;
import static org.atlasagent.meter.Kind.GAUGE;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.host.Allowances;
import org.atlasagent.source.host.Allowances.Field;
import org.atlasagent.source.host.InterfaceStatistics;
import org.atlasagent.source.procfs.NetDev;
import org.jspecify.annotations.Nullable;

/**
 * Reports how often an instance exceeded what its cloud allows its network interfaces. Each
 * interface is asked on its own, as a driver may keep its callers waiting.
 */
final class NetworkAllowancesCollector implements Collector {
  private static final Metric BANDWIDTH =
      exceeded("net.perf.bwAllowanceExceeded")
          .tag("id", "in", "out")
          .from("ethtool statistics bw_in_allowance_exceeded, bw_out_allowance_exceeded")
          .says("Packets queued or dropped since the instance's bandwidth was used up.");
  private static final Metric CONNTRACK =
      exceeded("net.perf.conntrackAllowanceExceeded")
          .from("ethtool statistic conntrack_allowance_exceeded")
          .says("Packets dropped since the cloud tracked as many connections as it allows.");
  private static final Metric CONNTRACK_AVAILABLE =
      Metric.of(GAUGE, "net.perf.conntrackAllowanceAvailable", Unit.CONNECTIONS)
          .tag("iface")
          .network(ONE_NUMBER)
          .from("ethtool statistic conntrack_allowance_available")
          .says("Connections that the cloud will still track for the instance.");
  private static final Metric LINK_LOCAL =
      exceeded("net.perf.linklocalAllowanceExceeded")
          .from("ethtool statistic linklocal_allowance_exceeded")
          .says(
              "Packets dropped since too many went to the cloud's own services: name and time"
                  + " servers, instance metadata.");
  private static final Metric PACKETS =
      exceeded("net.perf.ppsAllowanceExceeded")
          .from("ethtool statistic pps_allowance_exceeded")
          .says("Packets queued or dropped since the instance's packets per second were used up.");

  static final List<Metric> METRICS =
      List.of(BANDWIDTH, CONNTRACK, CONNTRACK_AVAILABLE, LINK_LOCAL, PACKETS);

  private final KernelFile dev;
  private final Predicate<String> wanted;
  private final BlockingCalls calls;
  private final InterfaceStatistics statistics;
  private final Kept<Interface> interfaces;

  NetworkAllowancesCollector(Wiring wiring) {
    dev = wiring.files().net("dev");
    wanted = wiring.interfaces();
    calls = wiring.calls();
    statistics = wiring.host().interfaceStatistics();
    interfaces = new Kept<>(wiring.meters(), name -> new Interface(name, wiring.meters()));
  }

  @Override
  public Outcome collect(Due due) {
    Optional<List<NetDev>> found = NetDev.read(dev);
    if (found.isEmpty()) {
      return Outcome.noData(dev.path() + ": not there");
    }
    boolean any = false;
    for (NetDev one : found.get()) {
      if (wanted.test(one.name())) {
        any |= interfaces.get(one.name()).ask();
      }
    }
    interfaces.endRun();
    return Outcome.collectedIf(any, "no interface has allowances");
  }

  /** What is known about an interface, and its meters. */
  private final class Interface {
    private final String name;
    private final Meters all;
    private OptionalInt index = OptionalInt.empty();
    private Optional<Allowances.Layout> layout = Optional.empty();

    /** Made for an interface that has allowances; most have none. */
    private @Nullable FieldMeters<Field> meters;

    Interface(String name, Meters all) {
      this.name = name;
      this.all = all;
    }

    private FieldMeters<Field> meters() {
      if (meters == null) {
        meters =
            new FieldMeters<Field>()
                .add(all.monotonicCounter(BANDWIDTH, name, "in"), Field.BW_IN_EXCEEDED)
                .add(all.monotonicCounter(BANDWIDTH, name, "out"), Field.BW_OUT_EXCEEDED)
                .add(all.monotonicCounter(CONNTRACK, name), Field.CONNTRACK_EXCEEDED)
                .add(all.gauge(CONNTRACK_AVAILABLE, name), Field.CONNTRACK_AVAILABLE)
                .add(all.monotonicCounter(LINK_LOCAL, name), Field.LINKLOCAL_EXCEEDED)
                .add(all.monotonicCounter(PACKETS, name), Field.PPS_EXCEEDED);
      }
      return meters;
    }

    /** Asks unless it is known to have no allowances; false when it was not asked. */
    boolean ask() {
      OptionalInt now = statistics.index(name);
      if (!now.equals(index)) {
        index = now;
        layout = Optional.empty();
      }
      if (index.isEmpty() || layout.filter(known -> !known.hasAny()).isPresent()) {
        return false;
      }
      Allowances.Layout known = layout.orElse(Allowances.Layout.NONE);
      calls.<Optional<Allowances>>ask(
          name,
          () -> Allowances.read(statistics, name, known),
          answer -> answer.ifPresent(allowances -> report(now, allowances)));
      return true;
    }

    private void report(OptionalInt asked, Allowances allowances) {
      // A late answer may be about an interface that was replaced meanwhile.
      if (asked.equals(index)) {
        layout = Optional.of(allowances.layout());
        if (allowances.layout().hasAny()) {
          meters().report(allowances.values());
        }
      }
    }
  }

  private static Metric exceeded(String name) {
    return Metric.of(MONOTONIC_COUNTER, name, Unit.PACKETS).tag("iface").network(ONE_NUMBER);
  }
}

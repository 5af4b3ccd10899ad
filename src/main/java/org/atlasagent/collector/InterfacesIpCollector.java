package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.V6_ONLY;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.procfs.DevSnmp6;
import org.atlasagent.source.procfs.Snmp6;

/** Reports what each network interface has carried of IPv6; the kernel does not count IPv4 so. */
final class InterfacesIpCollector implements Collector {
  private static final Metric BYTES =
      Metric.of(MONOTONIC_COUNTER, "net.iface.ip.bytes", Unit.BYTES)
          .tag("iface")
          .tag("id", "in", "out")
          .tag("proto", "v6")
          .network(V6_ONLY)
          .from(
              "v6: /proc/net/dev_snmp6/<iface>, Ip6InOctets, Ip6OutOctets; v4: the kernel"
                  + " keeps no such counters")
          .says(
              "Bytes of the IPv6 packets that the interface has carried; the rest of"
                  + " net.iface.bytes is IPv4, other protocols and frame headers.");
  private static final Metric DATAGRAMS =
      Metric.of(MONOTONIC_COUNTER, "net.iface.ip.datagrams", Unit.PACKETS)
          .tag("iface")
          .tag("id", "in", "out")
          .tag("proto", "v6")
          .network(V6_ONLY)
          .from(
              "v6: /proc/net/dev_snmp6/<iface>, Ip6InReceives, Ip6OutRequests; v4: the"
                  + " kernel keeps no such counters")
          .says(
              "IPv6 packets that came in by the interface, and that this host asked to be"
                  + " sent by it.");
  private static final Metric DISCARDS =
      Metric.of(MONOTONIC_COUNTER, "net.iface.ip.discards", Unit.PACKETS)
          .tag("iface")
          .tag("id", "in", "out")
          .tag("proto", "v6")
          .network(V6_ONLY)
          .from(
              "v6: /proc/net/dev_snmp6/<iface>, Ip6InDiscards, Ip6OutDiscards; v4: the"
                  + " kernel keeps no such counters")
          .says(
              "Sound IPv6 packets of the interface that the host threw away, most often"
                  + " for want of memory.");

  static final List<Metric> METRICS = List.of(BYTES, DATAGRAMS, DISCARDS);

  private final KernelFiles files;
  private final Predicate<String> wanted;
  private final Kept<FieldMeters<Snmp6>> interfaces;
  private final String directory;

  InterfacesIpCollector(Wiring wiring) {
    files = wiring.files();
    wanted = wiring.interfaces();
    interfaces = new Kept<>(wiring.meters(), name -> meters(wiring.meters(), name));
    directory = files.netPath("dev_snmp6").toString();
  }

  private static FieldMeters<Snmp6> meters(Meters meters, String name) {
    return new FieldMeters<Snmp6>()
        .add(meters.monotonicCounter(BYTES, name, "in", "v6"), Snmp6.IP6_IN_OCTETS)
        .add(meters.monotonicCounter(BYTES, name, "out", "v6"), Snmp6.IP6_OUT_OCTETS)
        .add(meters.monotonicCounter(DATAGRAMS, name, "in", "v6"), Snmp6.IP6_IN_RECEIVES)
        .add(meters.monotonicCounter(DATAGRAMS, name, "out", "v6"), Snmp6.IP6_OUT_REQUESTS)
        .add(meters.monotonicCounter(DISCARDS, name, "in", "v6"), Snmp6.IP6_IN_DISCARDS)
        .add(meters.monotonicCounter(DISCARDS, name, "out", "v6"), Snmp6.IP6_OUT_DISCARDS);
  }

  @Override
  public Outcome collect(Due due) {
    Optional<List<DevSnmp6>> found = DevSnmp6.read(files, wanted);
    if (found.isEmpty()) {
      return Outcome.noData(directory + ": not there");
    }
    boolean any = false;
    for (DevSnmp6 one : found.get()) {
      any |= interfaces.get(one.name()).report(one.totals());
    }
    interfaces.endRun();
    return Outcome.collectedIf(any, directory + ": lists no interface that is wanted");
  }
}

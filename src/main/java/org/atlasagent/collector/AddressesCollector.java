package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.IpVersions.V6_ONLY;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.netlink.AddressState;
import org.atlasagent.source.netlink.InterfaceAddresses;
import org.atlasagent.source.netlink.IpFamily;
import org.atlasagent.source.netlink.NamedAddresses;

/** Reports the addresses of network interfaces, and how soon those of IPv6 end. */
final class AddressesCollector implements Collector, FamilyQuestions.Reporter<NamedAddresses> {
  private static final Metric ADDRESSES =
      Metric.of(GAUGE, "net.ip.addresses", Unit.COUNT)
          .tag("iface")
          .tag("proto", "v4", "v6")
          .tag("state", "preferred", "deprecated", "tentative", "dadFailed")
          .network(SPLIT)
          .from("rtnetlink RTM_GETADDR, IFA_FLAGS")
          .says(
              "Addresses of a network interface; dadFailed ones are in use by another host,"
                  + " tentative ones not usable yet.");
  private static final Metric LIFETIME =
      Metric.of(GAUGE, "net.ip.addressLifetime", Unit.SECONDS)
          .tag("id", "preferred", "valid")
          .tag("iface")
          .tag("proto", "v6")
          .network(V6_ONLY)
          .from("v6: rtnetlink RTM_GETADDR, IFA_CACHEINFO of global addresses")
          .says(
              "How soon the first global address of an interface is deprecated and removed, unless"
                  + " a router announces it again; absent where no address ends.");

  static final List<Metric> METRICS = List.of(ADDRESSES, LIFETIME);

  private final FamilyQuestions<NamedAddresses> questions;
  private final PerFamily<Kept<InterfaceMeters>> meters;
  private final Predicate<String> wanted;

  AddressesCollector(Wiring wiring) {
    questions = new FamilyQuestions<>(wiring, "snmp6", NamedAddresses::read);
    meters =
        PerFamily.make(family ->
            new Kept<>(
                wiring.meters(), name -> new InterfaceMeters(wiring.meters(), family, name)));
    wanted = wiring.interfaces();
  }

  @Override
  public Outcome collect(Due due) {
    return questions.ask(this);
  }

  @Override
  public void report(IpFamily family, NamedAddresses addresses) {
    Kept<InterfaceMeters> kept = meters.of(family);
    for (InterfaceAddresses one : addresses.interfaces()) {
      Optional<String> name = addresses.nameOf(one);
      if (name.isPresent() && wanted.test(name.get())) {
        kept.get(name.get()).report(family, one);
      }
    }
    kept.endRun();
  }

  /** The meters of one interface and one IP version. */
  private static final class InterfaceMeters {
    private final Map<AddressState, Gauge> states = new EnumMap<>(AddressState.class);
    private final Gauge preferred;
    private final Gauge valid;

    InterfaceMeters(Meters meters, IpFamily family, String name) {
      for (AddressState state : AddressState.values()) {
        states.put(state, meters.gauge(ADDRESSES, name, family.title(), value(state)));
      }
      preferred = meters.gauge(LIFETIME, "preferred", name, "v6");
      valid = meters.gauge(LIFETIME, "valid", name, "v6");
    }

    void report(IpFamily family, InterfaceAddresses addresses) {
      states.forEach((state, gauge) -> gauge.set(addresses.in(state)));
      if (family == IpFamily.V6) {
        addresses.shortestPreferredSeconds().ifPresent(preferred::set);
        addresses.shortestValidSeconds().ifPresent(valid::set);
      }
    }

    private static String value(AddressState state) {
      return switch (state) {
        case PREFERRED -> "preferred";
        case DEPRECATED -> "deprecated";
        case TENTATIVE -> "tentative";
        case DAD_FAILED -> "dadFailed";
      };
    }
  }
}

package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.netlink.DefaultRoutes;
import org.atlasagent.source.netlink.IpFamily;

/** Reports how many default routes each IP version has; none when a router fell silent. */
final class DefaultRoutesCollector implements Collector, FamilyQuestions.Reporter<DefaultRoutes> {
  /** A router that knows the whole internet is not asked for all of it each minute. */
  private static final int MOST_ROUTES = 10_000;

  private static final Metric ROUTES =
      Metric.of(GAUGE, "net.ip.defaultRoutes", Unit.ENTRIES)
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "rtnetlink RTM_GETROUTE, rtm_dst_len 0, main table; not looked up above 10,000"
                  + " routes")
          .says("Default routes of the main table; 0 when the way to other networks is lost.");

  static final List<Metric> METRICS = List.of(ROUTES);

  private final FamilyQuestions<DefaultRoutes> questions;
  private final PerFamily<Gauge> routes;

  DefaultRoutesCollector(Wiring wiring) {
    questions =
        new FamilyQuestions<>(
            wiring, "snmp6", (netlink, family) -> DefaultRoutes.read(netlink, family, MOST_ROUTES));
    routes = PerFamily.make(family -> wiring.meters().gauge(ROUTES, family.title()));
  }

  @Override
  public Outcome collect(Due due) {
    return questions.ask(this);
  }

  @Override
  public void report(IpFamily family, DefaultRoutes found) {
    found.count().ifPresent(routes.of(family)::set);
  }
}

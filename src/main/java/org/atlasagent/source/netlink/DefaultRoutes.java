package org.atlasagent.source.netlink;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many default routes of an address family the main table has: RTM_GETROUTE, destination length
 * 0.
 *
 * @param count the routes; empty where there are too many routes of all kinds to look them up
 */
public record DefaultRoutes(OptionalLong count) {

  /**
   * Asks for the routes of a family.
   *
   * @param limit how many routes of all tables to look at, at most
   */
  public static Answer<DefaultRoutes> read(Netlink netlink, IpFamily family, long limit) {
    DumpRequest request = DumpRequest.routes(family);
    Counter counter = new Counter(request.source(), family, limit);
    Optional<String> refusal = netlink.dump(request, counter);
    return refusal.isPresent()
        ? new Answer.Refused<>(refusal.get())
        : new Answer.Given<>(new DefaultRoutes(counter.count()));
  }

  /** Counts the entries of a dump. */
  private static final class Counter implements MessageConsumer {
    private final RouteMessage route;
    private final IpFamily family;
    private final long limit;
    private long seen;
    private long defaults;

    Counter(String source, IpFamily family, long limit) {
      route = new RouteMessage(source);
      this.family = family;
      this.limit = limit;
    }

    @Override
    public void begin() {
      seen = 0;
      defaults = 0;
    }

    @Override
    public boolean message(byte[] bytes, int offset, int length) {
      route.reset(bytes, offset, length);
      if (route.isOf(family)) {
        seen++;
        if (route.isDefault() && route.isInMainTable()) {
          defaults++;
        }
      }
      return seen <= limit;
    }

    OptionalLong count() {
      return seen <= limit ? OptionalLong.of(defaults) : OptionalLong.empty();
    }
  }
}

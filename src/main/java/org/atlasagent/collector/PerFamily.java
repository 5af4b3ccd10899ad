package org.atlasagent.collector;

import java.util.function.Function;
import org.atlasagent.source.netlink.IpFamily;

/**
 * One thing for IPv4 and one for IPv6.
 *
 * @param v4 the one for IPv4
 * @param v6 the one for IPv6
 * @param <T> the thing, such as a meter
 */
record PerFamily<T>(T v4, T v6) {

  /** Makes one for each family. */
  static <T> PerFamily<T> make(Function<IpFamily, T> make) {
    return new PerFamily<>(make.apply(IpFamily.V4), make.apply(IpFamily.V6));
  }

  /** The one for a family. */
  T of(IpFamily family) {
    return switch (family) {
      case V4 -> v4;
      case V6 -> v6;
    };
  }
}

package org.atlasagent.source.netlink;

import java.util.List;
import java.util.Optional;

/**
 * The addresses of a family by network interface, with the names of the interfaces.
 *
 * @param interfaces the interfaces that have addresses of the family
 * @param names the names of all interfaces, asked afterwards: one that is gone has none
 */
public record NamedAddresses(List<InterfaceAddresses> interfaces, LinkNames names) {
  public NamedAddresses {
    interfaces = List.copyOf(interfaces);
  }

  /** Asks for the addresses of a family, and for the names of interfaces. */
  public static Answer<NamedAddresses> read(Netlink netlink, IpFamily family) {
    return switch (Addresses.read(netlink, family)) {
      case Answer.Refused<Addresses>(String why) -> new Answer.Refused<>(why);
      case Answer.Given<Addresses>(Addresses addresses) -> named(addresses, netlink);
    };
  }

  private static Answer<NamedAddresses> named(Addresses addresses, Netlink netlink) {
    return switch (LinkNames.read(netlink)) {
      case Answer.Refused<LinkNames>(String why) -> new Answer.Refused<>(why);
      case Answer.Given<LinkNames>(LinkNames names) ->
          new Answer.Given<>(new NamedAddresses(addresses.interfaces(), names));
    };
  }

  /** The name of an interface; empty when it is gone. */
  public Optional<String> nameOf(InterfaceAddresses one) {
    return names.name(one.interfaceIndex());
  }
}

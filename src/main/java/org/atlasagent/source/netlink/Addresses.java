package org.atlasagent.source.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of a family by network interface: RTM_GETADDR. Interfaces without such an address
 * are not listed.
 *
 * @param interfaces in the order in which the kernel lists them
 */
public record Addresses(List<InterfaceAddresses> interfaces) {
  public Addresses {
    interfaces = List.copyOf(interfaces);
  }

  /** Asks for the addresses of a family. */
  public static Answer<Addresses> read(Netlink netlink, IpFamily family) {
    DumpRequest request = DumpRequest.addresses(family);
    Grouper grouper = new Grouper(request.source(), family);
    Optional<String> refusal = netlink.dump(request, grouper);
    return refusal.isPresent()
        ? new Answer.Refused<>(refusal.get())
        : new Answer.Given<>(new Addresses(grouper.interfaces));
  }

  /** Groups the entries of a dump. */
  private static final class Grouper implements MessageConsumer {
    private final AddressMessage address;
    private final IpFamily family;
    private final List<InterfaceAddresses> interfaces = new ArrayList<>();

    Grouper(String source, IpFamily family) {
      address = new AddressMessage(source);
      this.family = family;
    }

    @Override
    public void begin() {
      interfaces.clear();
    }

    @Override
    public boolean message(byte[] bytes, int offset, int length) {
      address.reset(bytes, offset, length);
      if (address.isOf(family)) {
        of(address.interfaceIndex()).add(address);
      }
      return true;
    }

    /** The kernel lists one interface after the other, so the search begins with the last. */
    private InterfaceAddresses of(int interfaceIndex) {
      for (int i = interfaces.size() - 1; i >= 0; i--) {
        if (interfaces.get(i).interfaceIndex() == interfaceIndex) {
          return interfaces.get(i);
        }
      }
      InterfaceAddresses added = new InterfaceAddresses(interfaceIndex);
      interfaces.add(added);
      return added;
    }
  }
}

package org.atlasagent.source.netlink;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.atlasagent.source.SourceException;

/**
 * The names of the network interfaces by the kernel's numbers for them: RTM_GETLINK. Asked anew
 * each time, since an interface can be renamed.
 */
public final class LinkNames {
  private static final int BYTES = 16;
  private static final int INDEX = 4;
  private static final int IFLA_IFNAME = 3;

  private final Map<Integer, String> names = new HashMap<>();

  private LinkNames() {}

  /** Asks for the interfaces. */
  public static Answer<LinkNames> read(Netlink netlink) {
    DumpRequest request = DumpRequest.links();
    Listing listing = new Listing(request.source());
    Optional<String> refusal = netlink.dump(request, listing);
    return refusal.isPresent()
        ? new Answer.Refused<>(refusal.get())
        : new Answer.Given<>(listing.links);
  }

  /** The name of an interface; empty when there is none with this number any more. */
  public Optional<String> name(int interfaceIndex) {
    return Optional.ofNullable(names.get(interfaceIndex));
  }

  /** Notes the entries of a dump. */
  private static final class Listing implements MessageConsumer {
    private final String source;
    private final Attributes attributes;
    private LinkNames links = new LinkNames();

    Listing(String source) {
      this.source = source;
      attributes = new Attributes(source);
    }

    @Override
    public void begin() {
      links = new LinkNames();
    }

    @Override
    public boolean message(byte[] bytes, int offset, int length) {
      if (length < BYTES) {
        throw new SourceException(source, "a link of " + length + " bytes");
      }
      attributes.reset(bytes, offset + BYTES, offset + length);
      while (attributes.next()) {
        if (attributes.type() == IFLA_IFNAME) {
          links.names.put(NativeBytes.s32(bytes, offset + INDEX), attributes.text());
        }
      }
      return true;
    }
  }
}

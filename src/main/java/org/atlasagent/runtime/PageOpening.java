package org.atlasagent.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.atlasagent.config.PageLocation;
import org.atlasagent.receiver.Receiver;
import org.atlasagent.web.PageServer;

/** Opens the page where the operator wants it. */
final class PageOpening {
  private final Receiver receiver;
  private final Log log;
  private final PageLog requests;

  PageOpening(Receiver receiver, Clock clock, Log log) {
    this.receiver = receiver;
    this.log = log;
    requests = new PageLog(clock, log);
  }

  /** Opens as many as possible; whether there is one: a machine may lack an IP version. */
  boolean openAny(List<PageLocation> locations) {
    boolean any = false;
    for (PageLocation location : locations) {
      any |= open(location);
    }
    return any;
  }

  private boolean open(PageLocation location) {
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName(location.host()), location.port());
      // It lives as long as the process.
      PageServer server = new PageServer(address, receiver, requests);
      log.info("page at http://" + location);
      if (!server.address().getAddress().isLoopbackAddress()) {
        log.warn(
            "page at http://%s: whoever reaches this address sees what this machine reports"
                .formatted(location));
      }
      return true;
    } catch (IOException failure) {
      log.warn("page at http://%s is not served: %s".formatted(location, failure.getMessage()));
      return false;
    }
  }
}

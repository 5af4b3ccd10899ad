package org.atlasagent.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.atlasagent.config.OutputLocation;
import org.atlasagent.config.ReceiveConfig;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.Signals;
import org.atlasagent.receiver.Capacity;
import org.atlasagent.receiver.Endpoint;
import org.atlasagent.receiver.LineListener;
import org.atlasagent.receiver.Receiver;
import org.atlasagent.receiver.UdpEndpoint;
import org.atlasagent.receiver.UnixEndpoint;

/** The receiver as a process: for whoever writes a client of SpectatorD and has none at hand. */
final class ReceiveDaemon {
  private final ReceiveConfig config;
  private final Clock clock;
  private final Log log;
  private final Receiver receiver;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private volatile boolean stopping;

  ReceiveDaemon(ReceiveConfig config, Clock clock, Log log, LineListener listener) {
    this.config = config;
    this.clock = clock;
    this.log = log;
    receiver =
        new Receiver(
            Capacity.of(Runtime.getRuntime().maxMemory()),
            clock.nanos(),
            clock::nanos,
            clock::wallMillis,
            listener);
  }

  /** Runs until SIGTERM or SIGINT; the exit code: 1 when it can listen nowhere. */
  int run() {
    Signals.ignore(Signals.SIGHUP);
    config.listen().forEach(this::open);
    if (endpoints.isEmpty()) {
      return 1;
    }
    if (!config.page().isEmpty()) {
      boolean _ = new PageOpening(receiver, clock, log).openAny(config.page());
    }
    endBySignal();
    endpoints.forEach(this::start);
    while (!stopping) {
      // Steps end without lines too: what has expired goes.
      clock.waitNanos(receiver.tick());
    }
    return 0;
  }

  /** Listens somewhere, or says why not: on a machine without IPv6 the other places are enough. */
  private void open(OutputLocation location) {
    try {
      endpoints.add(
          switch (location) {
            case OutputLocation.UnixSocket(var path) -> unix(path);
            case OutputLocation.Udp(var host, var port) ->
                new UdpEndpoint(new InetSocketAddress(InetAddress.getByName(host), port), receiver);
            case OutputLocation.File _,
                OutputLocation.StandardOutput _,
                OutputLocation.StandardError _,
                OutputLocation.Atlas _,
                OutputLocation.Nowhere _ ->
                throw new IllegalArgumentException("no place to listen: " + location);
          });
      log.info("listens at " + location);
    } catch (IOException | UnsupportedOperationException | LinuxException failure) {
      log.warn("cannot listen at %s: %s".formatted(location, failure.getMessage()));
    }
  }

  /** Makes the socket's directory where it is missing, as SpectatorD's unit does. */
  private Endpoint unix(Path path) throws IOException {
    Path directory = path.getParent();
    if (directory != null && !Files.exists(directory)) {
      Files.createDirectory(directory);
    }
    return new UnixEndpoint(path.toString(), receiver);
  }

  private void start(Endpoint endpoint) {
    Thread thread =
        new Thread(
            () -> {
              try {
                endpoint.run();
              } catch (LinuxException | UncheckedIOException failure) {
                log.error("does not listen any more: " + failure.getMessage());
              }
            },
            "listen");
    thread.setDaemon(true);
    thread.start();
  }

  private void endBySignal() {
    Termination.does(() -> {
      stopping = true;
      endpoints.forEach(Endpoint::close);
      // Leaves with 0, for that is how a daemon ends well.
      Runtime.getRuntime().halt(0);
    });
  }
}

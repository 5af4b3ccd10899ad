package org.atlasagent.runtime;

import java.util.concurrent.Executor;
import org.atlasagent.config.OutputLocation;
import org.atlasagent.spectatord.FileTransport;
import org.atlasagent.spectatord.NoTransport;
import org.atlasagent.spectatord.StreamTransport;
import org.atlasagent.spectatord.Transport;
import org.atlasagent.spectatord.UdpTransport;
import org.atlasagent.spectatord.UnixTransport;

/** Makes the transport to an output location. */
final class Transports {
  private Transports() {}

  /**
   * A transport; nothing need listen there yet.
   *
   * @param location where the operator wants the lines
   * @param resolver runs what may wait for a name server
   * @param clock the time
   */
  static Transport open(OutputLocation location, Executor resolver, Clock clock) {
    return switch (location) {
      case OutputLocation.UnixSocket(var path) -> new UnixTransport(path.toString());
      case OutputLocation.Udp(var host, var port) ->
          new UdpTransport(host, port, resolver, clock::nanos);
      case OutputLocation.File(var path) -> new FileTransport(path);
      case OutputLocation.StandardOutput() -> StreamTransport.standardOutput();
      case OutputLocation.StandardError() -> StreamTransport.standardError();
      case OutputLocation.Atlas atlas -> new AtlasOutput(atlas, clock);
      case OutputLocation.Nowhere() -> new NoTransport();
    };
  }
}

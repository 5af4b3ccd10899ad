package org.atlasagent.source.host;

import java.io.IOException;
import java.util.Optional;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.Loopback;
import org.atlasagent.linux.LoopbackClient;

/**
 * The UDP port at which chronyd takes commands from its own machine.
 *
 * @param address an address of this machine
 * @param port the port, 323 unless chronyd is told otherwise
 */
public record ChronyUdp(Loopback address, int port) implements ChronyAddress {
  @Override
  public ChronyChannel open() throws IOException {
    try {
      return new Channel(new LoopbackClient(address, port, ChronyReply.LARGEST));
    } catch (LinuxException failure) {
      throw new IOException(failure);
    }
  }

  @Override
  public String toString() {
    return address.withPort(port);
  }

  private record Channel(LoopbackClient client) implements ChronyChannel {
    @Override
    public Optional<byte[]> ask(byte[] request, int millis) throws IOException {
      try {
        client.send(request);
        return client.receive(millis);
      } catch (LinuxException failure) {
        throw new IOException(failure);
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }
}

package org.atlasagent.source.host;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.atlasagent.linux.InetDatagramClient;
import org.atlasagent.linux.LinuxException;

/**
 * The UDP port at which chronyd takes commands from its own machine.
 *
 * @param address an address of this machine
 * @param port the port, 323 unless chronyd is told otherwise
 */
public record ChronyUdp(InetAddress address, int port) implements ChronyAddress {
  @Override
  public ChronyChannel open() throws IOException {
    try {
      return new Channel(new InetDatagramClient(address, port, ChronyReply.LARGEST));
    } catch (LinuxException failure) {
      throw new IOException(failure);
    }
  }

  @Override
  public String toString() {
    return InetDatagramClient.name(address, port);
  }

  private record Channel(InetDatagramClient client) implements ChronyChannel {
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

package org.atlasagent.source.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.ThisProcess;
import org.atlasagent.linux.UnixDatagramClient;

/**
 * The unix socket at which chronyd takes commands: the only place where its UDP port is switched
 * off. Who asks there needs a socket in the same directory, which only root and chronyd's own user
 * may make.
 *
 * @param socket the path of chronyd's socket
 */
public record ChronyUnix(Path socket) implements ChronyAddress {
  @Override
  public ChronyChannel open() throws IOException {
    Path directory = socket.resolveSibling("");
    if (!Files.exists(socket) || !Files.isWritable(directory)) {
      throw new IOException("not there, or not for this user");
    }
    Path own = directory.resolve("atlas-system-agent." + ThisProcess.id() + ".sock");
    try {
      return new Channel(
          new UnixDatagramClient(socket.toString(), own.toString(), ChronyReply.LARGEST));
    } catch (LinuxException failure) {
      throw new IOException(failure);
    }
  }

  @Override
  public String toString() {
    return socket.toString();
  }

  private record Channel(UnixDatagramClient client) implements ChronyChannel {
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

package org.atlasagent.source.netlink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.atlasagent.linux.Errno;

/**
 * The answers that a recorded host's kernel gave, as {@code record-netlink.py} recorded them: a
 * file per dump, all its datagrams one behind the other. A dump without a file is refused.
 */
public final class RecordedReplies implements Netlink {
  private static final int SEQUENCE = 1;

  private final Path directory;

  /** The answers below {@code replies/netlink} of a host. */
  public RecordedReplies(Path root) {
    directory = root.resolve("replies/netlink");
  }

  @Override
  public Optional<String> dump(DumpRequest request, MessageConsumer consumer) {
    return DumpAttempts.run(request, () -> attempt(request, consumer));
  }

  private DumpReader.End attempt(DumpRequest request, MessageConsumer consumer) {
    Path file = directory.resolve(fileName(request));
    if (Files.notExists(file)) {
      return new DumpReader.Failure("socket", Errno.EPERM);
    }
    byte[] all = bytes(file);
    return new DumpReader(request, SEQUENCE, all, consumer).read(buffer -> buffer.length);
  }

  /** Such as {@code neigh6.bin} for {@code neighbors v6}. */
  private static String fileName(DumpRequest request) {
    return request
            .title()
            .replace("neighbors", "neigh")
            .replace("addresses", "addr")
            .replace("routes", "route")
            .replace("links", "link")
            .replace(" v", "")
        + ".bin";
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

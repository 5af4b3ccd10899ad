package org.atlasagent.source.netlink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.atlasagent.source.SourceException;

/** Answers with what {@code record.py} recorded from a kernel. */
public final class RecordedNetlink implements Netlink {
  /** The sequence number to which all recorded dumps are answers. */
  static final int SEQUENCE = 1;

  private static final int DATAGRAM_BYTES = 32 << 10;

  private final Path directory;

  /** The dumps of a directory below {@code src/test/resources/netlink}. */
  public RecordedNetlink(String name) {
    directory = Path.of("src/test/resources/netlink").resolve(name);
  }

  @Override
  public Optional<String> dump(DumpRequest request, MessageConsumer consumer) {
    return play(datagrams(request), request, consumer);
  }

  /** Plays datagrams as the answer to a request, as often as it is asked. */
  static Optional<String> play(
      List<byte[]> datagrams, DumpRequest request, MessageConsumer consumer) {
    byte[] buffer = new byte[DATAGRAM_BYTES];
    DumpReader reader = new DumpReader(request, SEQUENCE, buffer, consumer);
    return DumpAttempts.run(request, () -> reader.read(player(datagrams)));
  }

  private static DumpReader.Datagrams player(List<byte[]> datagrams) {
    Iterator<byte[]> next = datagrams.iterator();
    return buffer -> {
      if (!next.hasNext()) {
        throw new SourceException("recording", "the dump does not end");
      }
      byte[] datagram = next.next();
      System.arraycopy(datagram, 0, buffer, 0, datagram.length);
      return datagram.length;
    };
  }

  /** The datagrams that the kernel sent in answer to a request. */
  List<byte[]> datagrams(DumpRequest request) {
    List<byte[]> datagrams = new ArrayList<>();
    ByteBuffer file =
        ByteBuffer.wrap(read(directory.resolve(request.title().replace(' ', '-') + ".bin")))
            .order(ByteOrder.LITTLE_ENDIAN);
    while (file.hasRemaining()) {
      byte[] datagram = new byte[file.getInt()];
      file.get(datagram);
      datagrams.add(datagram);
    }
    return datagrams;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

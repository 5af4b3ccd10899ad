package org.atlasagent.spectatord;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines to a file, which is created when it is missing. A failure to write costs the lines,
 * and the file is opened anew for the next ones.
 */
public final class FileTransport implements Transport {
  private final Path path;
  private @Nullable FileOutputStream file;

  /** Appends to the file at a path; it is opened with the first lines. */
  public FileTransport(Path path) {
    this.path = path;
  }

  @Override
  public Delivery send(byte[] bytes, int offset, int length) {
    try {
      append(bytes, offset, length);
      return Delivery.SENT;
    } catch (IOException failure) {
      close();
      return new Delivery.Dropped("write: " + StreamTransport.words(failure, path.toString()));
    }
  }

  @Override
  public Delivery probe() {
    Path target = Files.exists(path) ? path : path.toAbsolutePath().getParent();
    return target != null && Files.isWritable(target)
        ? Delivery.SENT
        : new Delivery.Dropped("write: not permitted, or no such directory (" + path + ")");
  }

  @Override
  public int bound() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException failure) {
        // Every write went to the kernel at once: nothing is left that could be lost here.
      }
      file = null;
    }
  }

  private void append(byte[] bytes, int offset, int length) throws IOException {
    if (file == null) {
      file = new FileOutputStream(path.toFile(), true);
    }
    long before = file.getChannel().size();
    try {
      file.write(bytes, offset, length);
    } catch (IOException failure) {
      // A full disk takes a part: the next lines must not be glued to half a line.
      file.getChannel().truncate(before);
      throw failure;
    }
  }
}

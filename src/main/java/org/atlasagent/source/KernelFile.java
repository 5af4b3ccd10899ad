package org.atlasagent.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file of the kernel that is read again and again: kept open and read from its beginning, which
 * costs neither a look-up of the path nor an object. A file that is gone is opened anew; used by
 * one thread.
 */
public final class KernelFile implements AutoCloseable {
  private final Path path;
  private final ReadBuffer buffer;
  private final Set<KernelFile> openFiles;
  private final Fields fields;
  private final Optional<Fields> present;
  private @Nullable RandomAccessFile open;
  private int openings;

  KernelFile(Path path, ReadBuffer buffer, Set<KernelFile> openFiles) {
    this.path = path;
    this.buffer = buffer;
    this.openFiles = openFiles;
    fields = new Fields(path.toString());
    present = Optional.of(fields);
  }

  /** The file's path, as messages give it. */
  public String path() {
    return fields.source();
  }

  /**
   * How often the file was opened: when that changes, what was read before was of another device,
   * process or cgroup.
   */
  public int openings() {
    return openings;
  }

  Path toPath() {
    return path;
  }

  /**
   * Reads the whole file.
   *
   * @return a cursor that is good until the next reading of any file of the same roots; empty when
   *     there is no such file
   * @throws SourceException when the file is there but cannot be read
   */
  public Optional<Fields> read() {
    return read(true);
  }

  /**
   * Reads a file of any length in pieces, as its lines are asked for; nothing of it is kept but the
   * piece in which the cursor stands.
   *
   * @return a cursor that is good until the next reading of any file of the same roots, and that
   *     throws {@link SourceException} where the file cannot be read on; empty when there is no
   *     such file
   * @throws SourceException when the file is there but cannot be read
   */
  public Optional<Fields> stream() {
    return read(false);
  }

  private Optional<Fields> read(boolean whole) {
    if (open != null) {
      try {
        return read(open, whole);
      } catch (IOException stale) {
        // Its device, process or cgroup went away: the path may lead to a new one.
        close();
      }
    }
    if (isMissing()) {
      return Optional.empty();
    }
    RandomAccessFile file;
    try {
      file = new RandomAccessFile(path.toFile(), "r");
    } catch (FileNotFoundException missing) {
      if (isMissing()) {
        return Optional.empty();
      }
      throw new SourceException(path(), reason(missing), missing);
    }
    open = file;
    openings++;
    openFiles.add(this);
    try {
      return read(file, whole);
    } catch (IOException unreadable) {
      close();
      if (isMissing()) {
        return Optional.empty();
      }
      throw new SourceException(path(), reason(unreadable), unreadable);
    }
  }

  /** Asked before it is opened: a file that stays away costs no exception, again and again. */
  private boolean isMissing() {
    try {
      return path.getFileSystem().provider().readAttributesIfExists(path, BasicFileAttributes.class)
          == null;
    } catch (IOException unknown) {
      return false;
    }
  }

  private Optional<Fields> read(RandomAccessFile file, boolean whole) throws IOException {
    if (whole) {
      int length = buffer.fill(file);
      fields.reset(buffer.bytes(), length);
    } else {
      int length = buffer.begin(file);
      fields.reset(buffer.bytes(), length, (from, to) -> more(file, from, to));
    }
    return present;
  }

  private int more(RandomAccessFile file, int from, int to) {
    try {
      return buffer.more(file, from, to);
    } catch (IOException unreadable) {
      close();
      throw new SourceException(path(), reason(unreadable), unreadable);
    }
  }

  /** Closes the file; the next reading opens it again. */
  @Override
  public void close() {
    if (open != null) {
      try {
        open.close();
      } catch (IOException ignored) {
        // A file that was only read has nothing to lose.
      }
      open = null;
      openFiles.remove(this);
    }
  }

  /** The kernel's words: the JDK puts them in parentheses behind the path. */
  private static String reason(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    int from = message.lastIndexOf('(');
    return from >= 0 && message.endsWith(")")
        ? message.substring(from + 1, message.length() - 1)
        : message;
  }
}

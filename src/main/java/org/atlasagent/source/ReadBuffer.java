package org.atlasagent.source;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;

/**
 * The bytes into which the files of one thread are read, one after the other: it grows to the
 * largest file, so a reading makes no garbage.
 */
final class ReadBuffer {
  /** What a read takes at once; the JDK copies through the stack up to this size. */
  private static final int PIECE = 8192;

  /** No file of the kernel that is read whole is near this; a runaway one must not eat the heap. */
  private static final int LARGEST = 8 << 20;

  private byte[] bytes;

  ReadBuffer() {
    this(2 * PIECE);
  }

  /** A buffer of another size to begin with. */
  ReadBuffer(int size) {
    bytes = new byte[size];
  }

  byte[] bytes() {
    return bytes;
  }

  /** Reads a file from its beginning to its end; the number of bytes. */
  int fill(RandomAccessFile file) throws IOException {
    file.seek(0);
    int length = 0;
    while (true) {
      if (length == bytes.length) {
        if (length >= LARGEST) {
          throw new IOException("larger than " + LARGEST + " bytes");
        }
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      int count = file.read(bytes, length, Math.min(PIECE, bytes.length - length));
      if (count <= 0) {
        return length;
      }
      length += count;
    }
  }

  /** Reads the first piece of a file; the number of bytes. */
  int begin(RandomAccessFile file) throws IOException {
    file.seek(0);
    return more(file, 0, 0);
  }

  /**
   * Moves the bytes between two places to the front and reads the next piece of a file behind them.
   *
   * @return the number of bytes that are there now
   */
  int more(RandomAccessFile file, int from, int to) throws IOException {
    int kept = to - from;
    if (kept == bytes.length) {
      throw new IOException("a line longer than " + kept + " bytes");
    }
    System.arraycopy(bytes, from, bytes, 0, kept);
    int count = file.read(bytes, kept, Math.min(PIECE, bytes.length - kept));
    return kept + Math.max(0, count);
  }
}

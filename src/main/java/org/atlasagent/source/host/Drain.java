package org.atlasagent.source.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/**
 * Reads a stream to its end on a thread of its own, so that whoever writes it never waits, and
 * keeps its beginning.
 */
final class Drain {
  private static final int PIECE_BYTES = 4096;

  private final InputStream stream;
  private final byte[] kept;
  private final Thread thread;
  private int length;
  private boolean cut;

  private Drain(String name, InputStream stream, int mostBytes) {
    this.stream = stream;
    kept = new byte[mostBytes];
    thread = new Thread(this::read, name);
    thread.setDaemon(true);
  }

  /**
   * Begins to read.
   *
   * @param name of the thread
   * @param mostBytes how much of the beginning is kept
   */
  static Drain start(String name, InputStream stream, int mostBytes) {
    Drain drain = new Drain(name, stream, mostBytes);
    drain.thread.start();
    return drain;
  }

  /** Waits for the end of the stream, at most so long; whether it has come. */
  boolean endsWithin(long time, TimeUnit unit) throws InterruptedException {
    thread.join(unit.toMillis(time));
    return !thread.isAlive();
  }

  /** The beginning, as far as it has been read. */
  synchronized String text() {
    return new String(kept, 0, length, UTF_8);
  }

  /** Whether there was more than is kept. */
  synchronized boolean isCut() {
    return cut;
  }

  private void read() {
    byte[] piece = new byte[PIECE_BYTES];
    try (stream) {
      for (int bytes = stream.read(piece); bytes >= 0; bytes = stream.read(piece)) {
        keep(piece, bytes);
      }
    } catch (IOException ended) {
      // The process was killed: what it has written is all there is.
    }
  }

  private synchronized void keep(byte[] piece, int bytes) {
    int room = Math.min(bytes, kept.length - length);
    System.arraycopy(piece, 0, kept, length, room);
    length += room;
    cut |= room < bytes;
  }
}

package org.atlasagent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Bytes that are sent and not changed. They stand in pieces: a large answer takes its own size, and
 * never a multiple of it.
 */
final class Bytes {
  private static final int PIECE = 16 * 1024;

  private final List<byte[]> pieces;
  private final int length;

  /** Something that writes. */
  interface Source {
    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException;
  }

  private Bytes(List<byte[]> pieces) {
    this.pieces = List.copyOf(pieces);
    length = pieces.stream().mapToInt(piece -> piece.length).sum();
  }

  static Bytes of(byte[] bytes) {
    return new Bytes(List.of(bytes));
  }

  static Bytes of(String text) {
    return of(text.getBytes(UTF_8));
  }

  /** What a source writes. */
  static Bytes of(Source source) {
    Collector collector = new Collector();
    try {
      source.writeTo(collector);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Bytes(collector.pieces());
  }

  /** What a source writes, compressed as gzip. */
  static Bytes zipped(Source source) {
    return of(out -> {
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        source.writeTo(gzip);
      }
    });
  }

  /** How many there are. */
  int length() {
    return length;
  }

  /** Sends them. */
  void writeTo(OutputStream out) throws IOException {
    for (byte[] piece : pieces) {
      out.write(piece);
    }
  }

  /** The same, compressed as gzip. */
  Bytes zipped() {
    return zipped(this::writeTo);
  }

  private static final class Collector extends OutputStream {
    private final List<byte[]> full = new ArrayList<>();
    private byte[] piece = new byte[PIECE];
    private int used;

    @Override
    public void write(int one) {
      makeRoom();
      piece[used++] = (byte) one;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      int from = offset;
      while (from < offset + length) {
        makeRoom();
        int taken = Math.min(offset + length - from, PIECE - used);
        System.arraycopy(bytes, from, piece, used, taken);
        used += taken;
        from += taken;
      }
    }

    List<byte[]> pieces() {
      List<byte[]> all = new ArrayList<>(full);
      all.add(Arrays.copyOf(piece, used));
      return all;
    }

    private void makeRoom() {
      if (used == PIECE) {
        full.add(piece);
        piece = new byte[PIECE];
        used = 0;
      }
    }
  }
}

package org.atlasagent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Bytes that are sent and not changed. They stand in pieces: a large answer takes its own size, and
 * never a multiple of it. Some are kept as gzip and unpacked while they are sent: a client may be
 * slow, and what it has not taken yet is in memory.
 */
final class Bytes {
  private static final int PIECE = 16 * 1024;

  private final List<byte[]> pieces;
  private final boolean packed;

  /** Something that writes. */
  interface Source {
    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException;
  }

  private Bytes(List<byte[]> pieces, boolean packed) {
    this.pieces = List.copyOf(pieces);
    this.packed = packed;
  }

  static Bytes of(byte[] bytes) {
    return new Bytes(List.of(bytes), false);
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
    return new Bytes(collector.pieces(), false);
  }

  /** What a source writes, compressed as gzip. */
  static Bytes zipped(Source source) {
    return of(out -> {
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        source.writeTo(gzip);
      }
    });
  }

  /** How many there are; unknown of those that are kept as gzip. */
  OptionalInt length() {
    return packed
        ? OptionalInt.empty()
        : OptionalInt.of(pieces.stream().mapToInt(piece -> piece.length).sum());
  }

  /** Sends them. */
  void writeTo(OutputStream out) throws IOException {
    if (packed) {
      Enumeration<InputStream> all =
          Collections.enumeration(
              pieces.stream().<InputStream>map(ByteArrayInputStream::new).toList());
      try (GZIPInputStream in = new GZIPInputStream(new SequenceInputStream(all), PIECE)) {
        in.transferTo(out);
      }
      return;
    }
    for (byte[] piece : pieces) {
      out.write(piece);
    }
  }

  /** What these, which are gzip, unpack to; it is never in memory as a whole. */
  Bytes unpacked() {
    return new Bytes(pieces, true);
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

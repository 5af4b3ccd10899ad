package org.atlasagent.source.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * What comes over a message bus, read value by value. Of a message of any length only the piece in
 * which the cursor stands is in memory: a list of units has no bound on which a small heap could
 * count. See the D-Bus specification, "Marshaling". Used by one thread.
 *
 * <p>A value that does not fit into its message is a {@link ProtocolException}.
 */
final class BusInput {
  private static final int PIECE_BYTES = 8192;

  /** Far above the longest name, state or path that systemd has; a bound for what is kept. */
  private static final int LONGEST_TEXT = 65_536;

  private final ReadableByteChannel channel;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES).flip();
  private final StringBuilder ascii = new StringBuilder();
  private byte[] scratch = new byte[256];
  private long position;
  private long end;

  /** Reads from a channel that blocks; nothing has been read yet. */
  BusInput(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /** Begins the next message, which has at least so many bytes; the last one need not be read. */
  void begin(long bytes) throws IOException {
    skip(end - position);
    position = 0;
    end = bytes;
  }

  /** Says that the message has so many bytes more than was known. */
  void extend(long bytes) {
    end += bytes;
  }

  /** Sets the byte order of the message. */
  void order(ByteOrder order) {
    piece.order(order);
  }

  /** How many bytes of the message are behind the cursor. */
  long position() {
    return position;
  }

  /** Moves to the next multiple of a power of two, as counted in the message. */
  void align(int bytes) throws IOException {
    skip(-position & (bytes - 1));
  }

  /** A byte. */
  int octet() throws IOException {
    claim(1);
    await(1);
    return Byte.toUnsignedInt(piece.get());
  }

  /** An unsigned number of 32 bits. */
  long number() throws IOException {
    align(Integer.BYTES);
    claim(Integer.BYTES);
    await(Integer.BYTES);
    return Integer.toUnsignedLong(piece.getInt());
  }

  /** A string, or the path of an object. */
  String text() throws IOException {
    return new String(scratch, 0, copy(number()), UTF_8);
  }

  /** A string that is good until the next value is read; when it is ASCII, no object is made. */
  CharSequence passingText() throws IOException {
    int length = copy(number());
    ascii.setLength(0);
    for (int i = 0; i < length; i++) {
      if (scratch[i] < 0) {
        return new String(scratch, 0, length, UTF_8);
      }
      ascii.append((char) scratch[i]);
    }
    return ascii;
  }

  /** Moves past a string. */
  void skipText() throws IOException {
    skip(number() + 1);
  }

  /** The type of what follows. */
  String signature() throws IOException {
    return new String(scratch, 0, copy(octet()), UTF_8);
  }

  /** Copies so many bytes to the scratch, and moves past them and the NUL behind. */
  private int copy(long bytes) throws IOException {
    claim(bytes + 1);
    if (bytes > LONGEST_TEXT) {
      throw new ProtocolException("a text of %d bytes".formatted(bytes));
    }
    int length = (int) bytes;
    if (scratch.length < length) {
      scratch = Arrays.copyOf(scratch, length);
    }
    for (int copied = 0; copied < length; ) {
      await(1);
      int some = Math.min(length - copied, piece.remaining());
      piece.get(scratch, copied, some);
      copied += some;
    }
    await(1);
    piece.get();
    return length;
  }

  private void skip(long bytes) throws IOException {
    claim(bytes);
    for (long left = bytes; left > 0; ) {
      await(1);
      int some = (int) Math.min(left, piece.remaining());
      piece.position(piece.position() + some);
      left -= some;
    }
  }

  /** Moves the cursor; the bytes themselves are still to be taken. */
  private void claim(long bytes) throws ProtocolException {
    if (bytes > end - position) {
      throw new ProtocolException("a message that is cut off");
    }
    position += bytes;
  }

  /** Waits until so many bytes of the channel, a few only, are in the piece. */
  private void await(int bytes) throws IOException {
    if (piece.remaining() >= bytes) {
      return;
    }
    piece.compact();
    try {
      while (piece.position() < bytes) {
        if (channel.read(piece) < 0) {
          throw new EOFException("the connection was closed");
        }
      }
    } finally {
      piece.flip();
    }
  }
}

package org.atlasagent.spectatord;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes lines to a stream that is open already, such as the standard output. */
public final class StreamTransport implements Transport {
  private final OutputStream stream;
  private final String name;

  /**
   * Writes to a stream, which stays open.
   *
   * @param stream where whole rounds are written and flushed
   * @param name what a message calls it
   */
  public StreamTransport(OutputStream stream, String name) {
    this.stream = stream;
    this.name = name;
  }

  /** Writes to the standard output. */
  public static StreamTransport standardOutput() {
    return new StreamTransport(new FileOutputStream(FileDescriptor.out), "stdout");
  }

  /** Writes to the standard error. */
  public static StreamTransport standardError() {
    return new StreamTransport(new FileOutputStream(FileDescriptor.err), "stderr");
  }

  @Override
  public Delivery send(byte[] bytes, int offset, int length) {
    try {
      stream.write(bytes, offset, length);
      stream.flush();
      return Delivery.SENT;
    } catch (IOException failure) {
      return new Delivery.Dropped("write: " + words(failure, name));
    }
  }

  @Override
  public Delivery probe() {
    return Delivery.SENT;
  }

  @Override
  public int bound() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void close() {}

  /** A failure in words, naming what it happened to. */
  static String words(IOException failure, String name) {
    String message = String.valueOf(failure.getMessage());
    return message.contains(name) ? message : message + " (" + name + ")";
  }
}

package org.atlasagent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Bytes that are sent and not changed. */
final class Bytes {
  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  static Bytes of(byte[] bytes) {
    return new Bytes(bytes);
  }

  static Bytes of(String text) {
    return new Bytes(text.getBytes(UTF_8));
  }

  byte[] bytes() {
    return bytes;
  }

  /** The same, compressed as gzip. */
  Bytes zipped() {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream(bytes.length / 3 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Bytes(zipped.toByteArray());
  }
}

package org.atlasagent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a recorded host answered to what is no file: the files in {@code replies} below its root.
 */
final class Replies {
  private final Path directory;

  Replies(Path root) {
    directory = root.resolve("replies");
  }

  Optional<byte[]> bytes(String name) {
    Path file = directory.resolve(name);
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One character a byte, as in names that are bytes. */
  Optional<List<String>> lines(String name) {
    return bytes(name).map(it -> new String(it, StandardCharsets.ISO_8859_1).lines().toList());
  }
}

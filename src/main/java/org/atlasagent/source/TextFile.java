package org.atlasagent.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small text file that an operator writes. */
public final class TextFile {
  /** What stands where bytes are no UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  private TextFile() {}

  /**
   * Its lines, as {@link Files#readAllLines(Path)} gives them; but without a channel and a decoder,
   * which are fifty classes in each agent's memory. Where that does not do, it is asked after all.
   *
   * @throws IOException when the file cannot be read or is not UTF-8, as readAllLines tells it
   */
  public static List<String> lines(Path file) throws IOException {
    try (FileInputStream input = new FileInputStream(file.toFile())) {
      String text = new String(input.readAllBytes(), UTF_8);
      if (text.indexOf(REPLACEMENT) < 0) {
        return text.lines().toList();
      }
    } catch (FileNotFoundException refused) {
      // This exception does not tell why; that of readAllLines does.
    }
    return Files.readAllLines(file);
  }
}

package org.atlasagent.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atlasagent.source.host.FileSystemSize;
import org.atlasagent.source.host.FileSystems;

/**
 * What statvfs(3) said on a recorded host: {@code replies/statvfs} below its root, one line a
 * mount, with the mount point spelled as in mountinfo, then bsize, frsize, blocks, bfree, bavail,
 * files and ffree.
 */
final class RecordedFileSystems implements FileSystems {
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

  private final Path root;

  RecordedFileSystems(Path root) {
    this.root = root;
  }

  @Override
  public Optional<FileSystemSize> size(String mountPoint) {
    String below = mountPoint.substring(root.toString().length());
    String wanted = below.isEmpty() ? "/" : below;
    return replies().stream()
        .map(line -> line.split("\t", -1))
        .filter(columns -> decoded(columns[0]).equals(wanted))
        .map(RecordedFileSystems::size)
        .findFirst();
  }

  private static FileSystemSize size(String[] columns) {
    return new FileSystemSize(
        Long.parseUnsignedLong(columns[2]),
        Long.parseUnsignedLong(columns[3]),
        Long.parseUnsignedLong(columns[4]),
        Long.parseUnsignedLong(columns[6]),
        Long.parseUnsignedLong(columns[7]));
  }

  /** Bytes are kept as the characters of Latin-1 until all escapes are gone. */
  private List<String> replies() {
    Path file = root.resolve("replies/statvfs");
    try {
      return Files.exists(file) ? Files.readAllLines(file, ISO_8859_1) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String decoded(String escaped) {
    String bytes =
        ESCAPE
            .matcher(escaped)
            .replaceAll(escape ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }
}

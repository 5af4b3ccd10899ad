package org.atlasagent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.atlasagent.source.Fields;

/**
 * Parsers of text files of the kernel. The first byte of an input chooses one, the others are what
 * it is given; the recorded hosts have files to begin with.
 */
public final class FileParsers {
  private static final Path HOSTS = Path.of("src/test/resources/hosts");
  private static final int LARGEST_SEED = 8192;
  private static final int MOST_SEEDS = 4;

  private final List<FileParser> parsers = new ArrayList<>();

  private record FileParser(String file, Consumer<Fields> parser) {}

  /**
   * The same with one more parser; its place among the others must stay, for inputs name it.
   *
   * @param file how the paths of the files end that recorded hosts have for it
   */
  public FileParsers with(String file, Consumer<Fields> parser) {
    parsers.add(new FileParser(file, parser));
    return this;
  }

  /** Parses an input. */
  public void survive(byte[] input) {
    if (input.length == 0) {
      return;
    }
    FileParser chosen = parsers.get((input[0] & 0xff) % parsers.size());
    byte[] content = Arrays.copyOfRange(input, 1, input.length);
    Parsing.survives(content.length, () -> chosen.parser.accept(Fields.of(chosen.file(), content)));
  }

  /** Inputs to begin with. */
  public Stream<byte[]> seeds() {
    List<Path> files = files();
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < parsers.size(); i++) {
      Set<String> known = new HashSet<>();
      for (Path file : files) {
        if (file.toString().endsWith("/" + parsers.get(i).file()) && known.size() < MOST_SEEDS) {
          byte[] content = content(file);
          byte[] seed = new byte[Math.min(content.length, LARGEST_SEED) + 1];
          seed[0] = (byte) i;
          System.arraycopy(content, 0, seed, 1, seed.length - 1);
          if (known.add(Arrays.toString(seed))) {
            seeds.add(seed);
          }
        }
      }
      seeds.add(new byte[] {(byte) i, '7', ' ', '\n'});
    }
    return seeds.stream();
  }

  private static List<Path> files() {
    try (Stream<Path> all = Files.walk(HOSTS)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

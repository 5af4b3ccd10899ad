package org.atlasagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.atlasagent.testing.Parsing;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration file, with anything in it. */
class ConfigFileFuzzTest {
  @TempDir private Path directory = Path.of("");

  static Stream<byte[]> seeds() {
    return Stream.of(
            "# where to\noutput = \"unix\"\nmax-series=5\n",
            "export verbose=true\n",
            "outputt=none\n\n",
            "pmu='true'\npmu=false\n")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyContent(byte[] input) throws IOException {
    Path path = directory.resolve("file");
    Files.write(path, input);
    Parsing.survives(input.length, ConfigFileException.class::isInstance, () -> check(path));
  }

  private static void check(Path path) {
    ConfigFile file = ConfigFile.read(path, PlainRun.KEYS);
    for (String key : PlainRun.KEYS) {
      file.get(key).ifPresent(entry -> require(entry, path));
    }
  }

  private static void require(ConfigFile.Entry entry, Path path) {
    if (entry.value().isEmpty() || !entry.origin().startsWith(path + ":")) {
      throw new AssertionError(entry);
    }
  }
}

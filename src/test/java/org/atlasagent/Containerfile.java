package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** What packaging/container/Containerfile says of the image that it makes. */
final class Containerfile {
  private final List<String> instructions;

  private Containerfile(List<String> instructions) {
    this.instructions = instructions;
  }

  static Containerfile read() {
    try (Stream<String> lines = Files.lines(Path.of("packaging/container/Containerfile"))) {
      String text = String.join("\n", lines.filter(line -> !line.startsWith("#")).toList());
      return new Containerfile(text.replace("\\\n", " ").lines().map(String::strip).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pattern of the archive's name. */
  String archive() {
    return only("ARG ARCHIVE=");
  }

  /** Where the only directory of the archive comes to lie. */
  Path home() {
    return Path.of(only("COPY --from=unpacked /atlas-system-agent-*/ "));
  }

  /** The variable and value of the environment: NAME=VALUE. */
  String environment() {
    return only("ENV ");
  }

  /** The user and the group as numbers. */
  String user() {
    return only("USER ");
  }

  /** What is started; what the operator says comes after it. */
  List<String> entrypoint() {
    return Arrays.asList(JsonMapper.shared().readValue(only("ENTRYPOINT "), String[].class));
  }

  private String only(String beginning) {
    List<String> found =
        instructions.stream()
            .filter(instruction -> instruction.startsWith(beginning))
            .map(instruction -> instruction.substring(beginning.length()))
            .toList();
    assertThat(found).as(beginning).hasSize(1);
    return found.getFirst();
  }
}

package org.atlasagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atlasagent.config.OutputLocation;
import org.atlasagent.testing.Parsing;
import org.junit.jupiter.params.provider.MethodSource;

/** The values of options: any text is a value, or there is one phrase about it. */
class ValuesFuzzTest {
  /** The first byte of an input chooses one. */
  private static final List<Function<String, ?>> READERS =
      List.of(
          Values::output,
          Values::listen,
          Values::page,
          Values::flavorOrAuto,
          Values::collectors,
          Values::tags,
          Values::regex,
          Values::trueOrFalse,
          Values::positiveNumber,
          Values::factor,
          Values::directory,
          Values::existingFile,
          Values::name);

  private static final List<String> VALUES =
      List.of(
          "unix:///run/a",
          "udp://[fe80::1%eth0]:1234,udp",
          "[::1]:7101",
          "titus",
          "cpu, load",
          "a=b,c=d=e",
          "^(veth|lo)[0-9]{2,}$",
          "true",
          "17",
          "2.5",
          "/tmp",
          "/etc/passwd",
          "a name");

  static Stream<byte[]> seeds() {
    return IntStream.range(0, READERS.size())
        .mapToObj(i -> ((char) i + VALUES.get(i)).getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyText(byte[] input) {
    if (input.length == 0) {
      return;
    }
    String text = new String(Arrays.copyOfRange(input, 1, input.length), UTF_8);
    Parsing.survives(
        input.length,
        ValueException.class::isInstance,
        () -> convert(READERS.get((input[0] & 0xff) % READERS.size()), text));
  }

  private static void convert(Function<String, ?> reader, String text) {
    Object value = reader.apply(text);
    if (value instanceof OutputLocation location
        && !OutputLocation.parse(location.toString()).equals(location)) {
      throw new AssertionError("spelled as " + location);
    }
  }
}

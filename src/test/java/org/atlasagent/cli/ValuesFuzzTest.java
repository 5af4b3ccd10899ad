package org.atlasagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atlasagent.config.OutputLocation;
import org.atlasagent.testing.Parsing;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of options: any text is a value, or there is one phrase about it. */
class ValuesFuzzTest {
  /** The first byte of an input chooses one. */
  private static final List<ITypeConverter<?>> CONVERTERS =
      List.of(
          new Converters.Output(),
          new Converters.Listen(),
          new Converters.Page(),
          new Converters.FlavorOrAuto(),
          new Converters.CollectorNames(),
          new Converters.TagList(),
          new Converters.Regex(),
          new Converters.TrueOrFalse(),
          new Converters.PositiveNumber(),
          new Converters.Factor(),
          new Converters.Directory(),
          new Converters.ExistingFile(),
          new Converters.Name());

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
    return IntStream.range(0, CONVERTERS.size())
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
        TypeConversionException.class::isInstance,
        () -> convert(CONVERTERS.get((input[0] & 0xff) % CONVERTERS.size()), text));
  }

  private static void convert(ITypeConverter<?> converter, String text) throws Exception {
    Object value = converter.convert(text);
    if (value instanceof OutputLocation location
        && !OutputLocation.parse(location.toString()).equals(location)) {
      throw new AssertionError("spelled as " + location);
    }
  }
}

package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.atlasagent.testing.Parsing;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that others send: any bytes. What the tests' own parser takes, this one takes as that. */
class LinesFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "g,60:sys.load.1,id=a,b.c=d:0.5",
            "c:disk.io.ops,statistic=count,id=read,dev=sda:17",
            "U:net.ip.bytes,id=in,proto=v6:18446744073709551615",
            "C:a:1e-3",
            "t:own.timer:+00.50",
            "d:x,zz=1,aa=2:12345678901234567890.5",
            "X,1:y:2",
            "A:age:0",
            "m:max,:nan")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyLine(byte[] input) {
    Parsing.survives(input.length, never -> false, () -> parse(input));
  }

  private static void parse(byte[] line) {
    LineParser parser = new LineParser();
    boolean right = parser.parse(line, 0, line.length);
    strict(line).ifPresent(told -> compare(told, parser, right));
    if (right) {
      // What is right stays right, and the same, when it is written as the agent writes.
      String text =
          Letters.of(parser.kind())
              + ":"
              + new String(parser.id(), parser.idFrom(), parser.idTo() - parser.idFrom(), US_ASCII)
              + ":1";
      StrictParser.parseLine(text);
    }
  }

  private static Optional<ProtocolLine> strict(byte[] line) {
    try {
      return Optional.of(StrictParser.parseLine(new String(line, ISO_8859_1)));
    } catch (AssertionError wrong) {
      return Optional.empty();
    }
  }

  private static void compare(ProtocolLine told, LineParser parser, boolean right) {
    if (!right) {
      if (parser.flaw() == Flaw.MANY_TAGS || parser.flaw() == Flaw.NOT_FINITE) {
        return;
      }
      throw new AssertionError("refused: " + parser.flaw() + ", " + told);
    }
    StringBuilder id = new StringBuilder(told.name());
    new TreeMap<>(told.tags())
        .forEach((key, value) -> id.append(',').append(key).append('=').append(value));
    String found =
        new String(parser.id(), parser.idFrom(), parser.idTo() - parser.idFrom(), US_ASCII);
    require(found.contentEquals(id), found, id);
    require(Letters.of(parser.kind()) == told.letter(), parser.kind(), told);
    if (told.letter() == 'U') {
      long number = told.value().toBigInteger().longValue();
      require(number == parser.unsigned(), Long.toUnsignedString(parser.unsigned()), told);
    } else {
      require(parser.value() == told.value().doubleValue(), parser.value(), told);
    }
  }

  private static void require(boolean same, Object found, Object told) {
    if (!same) {
      throw new AssertionError(Map.entry(found, told));
    }
  }
}

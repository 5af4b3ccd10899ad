package org.atlasagent.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.atlasagent.testing.Parsing;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tokenizer, told to do anything with any text. A file that comes in pieces must give the same
 * as one that was read whole.
 */
class TokenizerFuzzTest {
  private static final int PIECE = 7;

  private enum Key {
    CPU("cpu"),
    MAX("max");

    private final String name;

    Key(String name) {
      this.name = name;
    }
  }

  private static final Keys<Key> KEYS = Keys.of(Key.class, key -> key.name);

  /** What can be done with a cursor; their order is what a byte of an input means. */
  private static final List<Function<Fields, Object>> STEPS =
      List.of(
          Fields::nextLine,
          Fields::number,
          Fields::text,
          Fields::hasNext,
          Fields::hex,
          Fields::decimal,
          Fields::signedNumber,
          Fields::rest,
          Fields::remaining,
          Fields::lineIsBlank,
          Fields::textToNextSpace,
          fields -> fields.textUntil(':'),
          fields -> fields.textUntilLast(':'),
          fields -> fields.numberUntil(':'),
          fields -> fields.hexUntil('-'),
          fields -> fields.nextHas('='),
          fields -> fields.key(KEYS),
          fields -> fields.keyBeforeColon(KEYS),
          fields -> fields.keyBefore('=', KEYS),
          fields -> fields.skipField("max"),
          fields -> fields.skipText("cpu"),
          fields -> fields.lineStartsWith("cpu"),
          fields -> {
            fields.skip(2);
            return "";
          },
          fields -> {
            fields.skipPastLast(')');
            return "";
          },
          fields -> {
            fields.requireLine("a line");
            return "";
          });

  static Stream<byte[]> seeds() {
    return Stream.of(
            "\u0005\0\2\1\1\1cpu0 1 2 3\ncpu1 4 5 6\n",
            "\u0004\0\13\1\2eth0:1: 7 8\n",
            "\u0004\0\23\2\4max 7 ff\n",
            "\u0003\0\27\16(a b) 7-8\n",
            "\u0003\0\22\5max=0.5 x\n")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyStepsThroughAnyText(byte[] input) {
    int count = input.length == 0 ? 0 : Math.min(input[0] & 0x3f, input.length - 1);
    byte[] steps =
        Arrays.copyOfRange(input, Math.min(1, input.length), Math.min(1, input.length) + count);
    byte[] text = Arrays.copyOfRange(input, Math.min(1, input.length) + count, input.length);
    Parsing.survives(input.length, () -> compare(steps, text));
    Parsing.survives(
        input.length,
        () -> CpuList.parse(Fields.of("online", text)).ifPresent(TokenizerFuzzTest::requireCount));
  }

  private static void compare(byte[] steps, byte[] text) {
    List<String> whole = run(steps, Fields.of("file", text));
    List<String> pieces = run(steps, inPieces(text));
    if (!whole.equals(pieces)) {
      throw new AssertionError("whole: " + whole + ", in pieces: " + pieces);
    }
  }

  private static void requireCount(int cpus) {
    if (cpus <= 0) {
      throw new AssertionError("no number of processors: " + cpus);
    }
  }

  /** What the steps gave, in words. */
  private static List<String> run(byte[] steps, Fields fields) {
    List<String> found = new ArrayList<>();
    for (byte step : steps) {
      try {
        found.add(String.valueOf(STEPS.get((step & 0xff) % STEPS.size()).apply(fields)));
      } catch (SourceException refused) {
        found.add(String.valueOf(refused.getMessage()));
      }
    }
    return found;
  }

  private static Fields inPieces(byte[] text) {
    byte[] buffer = new byte[text.length + PIECE];
    int[] read = {Math.min(PIECE, text.length)};
    System.arraycopy(text, 0, buffer, 0, read[0]);
    Fields fields = new Fields("file");
    fields.reset(
        buffer,
        read[0],
        (from, to) -> {
          int kept = to - from;
          System.arraycopy(buffer, from, buffer, 0, kept);
          int more = Math.min(PIECE, text.length - read[0]);
          System.arraycopy(text, read[0], buffer, kept, more);
          read[0] += more;
          return kept + more;
        });
    return fields;
  }
}

package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.atlasagent.meter.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineParserTest {
  private final LineParser parser = new LineParser();

  @Test
  void readsALine() {
    assertThat(parse("g,60:sys.load.1,id=a,xx=b-c:-0.25")).isTrue();

    assertThat(parser.kind()).isEqualTo(Kind.GAUGE);
    assertThat(parser.ttlSeconds()).isEqualTo(60);
    assertThat(id()).isEqualTo("sys.load.1,id=a,xx=b-c");
    assertThat(parser.value()).isEqualTo(-0.25);
  }

  @Test
  void aGaugeWithoutATimeToLiveHasTheDaemonsEvenAfterOneWith() {
    assertThat(parse("g,60:a:1")).isTrue();
    assertThat(parse("g:a:1")).isTrue();

    assertThat(parser.ttlSeconds()).isEqualTo(900);
  }

  @Test
  void readsALineInTheMiddleOfOthers() {
    byte[] bytes = "xxU:n:18446744073709551615xx".getBytes(US_ASCII);

    assertThat(parser.parse(bytes, 2, bytes.length - 2)).isTrue();
    assertThat(parser.unsigned()).isEqualTo(-1);
    assertThat(parser.value()).isEqualTo(0x1p64);
  }

  @ParameterizedTest
  @CsvSource({
    "c, COUNTER",
    "C, MONOTONIC_DOUBLE",
    "U, MONOTONIC_COUNTER",
    "g, GAUGE",
    "m, MAX_GAUGE",
    "t, TIMER",
    "d, DISTRIBUTION_SUMMARY",
    "T, PERCENTILE_TIMER",
    "D, PERCENTILE_DISTRIBUTION_SUMMARY",
    "A, AGE_GAUGE"
  })
  void knowsTheLetters(String letter, Kind kind) {
    assertThat(parse(letter + ":a:1")).isTrue();
    assertThat(parser.kind()).isEqualTo(kind);
    assertThat(Letters.of(kind)).isEqualTo(letter.charAt(0));
  }

  @ParameterizedTest
  @CsvSource({
    "0",
    "1",
    "-1",
    "+1",
    "1.5",
    "1.50",
    "01",
    ".5",
    "1.",
    "1e3",
    "1E-3",
    "1.5e+2",
    "0.1",
    "0.3",
    "123456789.123456789",
    "9007199254740993",
    "179769313486231570000000000000000000000",
    "4.9e-324",
    "0.00000000000000000000000000000001",
    "123456789012345678901234567890.5",
    "-0"
  })
  void readsNumbersAsJavaDoes(String text) {
    assertThat(parse("g:a:" + text)).as(text).isTrue();
    assertThat(parser.value()).isEqualTo(Double.parseDouble(text));
  }

  @Test
  void readsRandomNumbersAsJavaDoes() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String text = Double.toString(Double.longBitsToDouble(random.nextLong()));
      if (!text.equals("NaN")) {
        assertThat(parse("g:a:" + text)).as(text).isTrue();
        assertThat(parser.value()).as(text).isEqualTo(Double.parseDouble(text));
      }
      long bits = random.nextLong() >>> random.nextInt(64);
      assertThat(parse("U:a:" + Long.toUnsignedString(bits))).isTrue();
      assertThat(parser.unsigned()).isEqualTo(bits);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "x:a:1 | UNKNOWN_LETTER",
        "X:a:1 | SAMPLED_COUNTER",
        "cc:a:1 | UNKNOWN_LETTER",
        ":a:1 | UNKNOWN_LETTER",
        "c | NOT_A_LINE",
        "c: | NOT_A_LINE",
        "c:a | NOT_A_LINE",
        "c:a,id=b | NOT_A_LINE",
        "c:a:1:2 | BEHIND_NUMBER",
        "c::1 | NO_NAME",
        "c:,id=b:1 | NO_NAME",
        "c:a b:1 | NAME",
        "c:é:1 | NAME",
        "c:a,:1 | TAG",
        "c:a,id:1 | TAG",
        "c:a,id | TAG",
        "c:a,id,xx=b:1 | TAG",
        "c:a,id=b=c:1 | TAG",
        "c:a,i/d=b:1 | TAG_KEY",
        "c:a,i=b:1 | TAG_KEY_LENGTH",
        "c:a,=b:1 | TAG_KEY_LENGTH",
        "c:a,id=/:1 | TAG_VALUE",
        "c:a,id=:1 | EMPTY_TAG_VALUE",
        "c:a,id=b,id=c:1 | TAG_TWICE",
        "c:a,id=b,aa=c,id=d:1 | TAG_TWICE",
        "g,:a:1 | TIME_TO_LIVE",
        "g,x:a:1 | TIME_TO_LIVE",
        "g,4:a:1 | TIME_TO_LIVE",
        "g,-60:a:1 | TIME_TO_LIVE",
        "g,60 | NOT_A_LINE",
        "g,6000000000:a:1 | TIME_TO_LIVE",
        "c,60:a:1 | OPTION",
        "c:a: | NO_NUMBER",
        "c:a:x | NUMBER",
        "c:a:. | NUMBER",
        "c:a:- | NUMBER",
        "c:a:1e | NUMBER",
        "c:a:1e+ | NUMBER",
        "c:a:1x | BEHIND_NUMBER",
        "c:a:1e3x | BEHIND_NUMBER",
        "c:a:0x10 | BEHIND_NUMBER",
        "c:a:NaN | NOT_FINITE",
        "g:a:-inf | NOT_FINITE",
        "c:a:Infinity | NOT_FINITE",
        "c:a:1e999 | NOT_FINITE",
        "c:a:-1 | NEGATIVE",
        "U:a:-1 | NEGATIVE",
        "U:a:1.5 | FRACTION",
        "U:a:1e3 | FRACTION",
        "U:a: | NO_NUMBER",
        "U:a:1x | BEHIND_NUMBER",
        "U:a:18446744073709551616 | WIDE",
        "U:a:99999999999999999999999 | WIDE",
      })
  void saysWhatIsWrong(String line, Flaw flaw) {
    assertThat(parse(line)).as(line).isFalse();
    assertThat(parser.flaw()).isEqualTo(flaw);
  }

  @Test
  void refusesWhatIsTooLong() {
    assertFlaw(Flaw.LONG_NAME, "c:" + "n".repeat(256) + ":1", "c:" + "n".repeat(255) + ":1");
    assertFlaw(
        Flaw.TAG_KEY_LENGTH, "c:a," + "k".repeat(61) + "=b:1", "c:a," + "k".repeat(60) + "=b:1");
    assertFlaw(
        Flaw.LONG_TAG_VALUE,
        "c:a,id=" + "v".repeat(121) + ":1",
        "c:a,id=" + "v".repeat(120) + ":1");
    assertFlaw(Flaw.MANY_TAGS, "c:a" + tags(65) + ":1", "c:a" + tags(64) + ":1");
  }

  @Test
  void tagsInAnotherOrderAreTheSameSeries() {
    assertThat(parse("c:a,xx=1,id=2,bb=3:1")).isTrue();

    assertThat(id()).isEqualTo("a,bb=3,id=2,xx=1");
  }

  /** Whatever the strict parser of the tests takes, and it shares nothing with this one. */
  @Test
  void agreesWithAnIndependentParser() {
    Random random = new Random(42);
    int right = 0;
    for (int i = 0; i < 200_000; i++) {
      String line = randomLine(random);
      ProtocolLine expected = strictly(line);
      if (expected != null) {
        right++;
        assertThat(parse(line)).as(line).isTrue();
        assertThat(Letters.of(parser.kind())).isEqualTo(expected.letter());
        assertThat(parser.value()).as(line).isEqualTo(expected.value().doubleValue());
        StringBuilder id = new StringBuilder(expected.name());
        new TreeMap<>(expected.tags()).forEach((k, v) -> id.append(',' + k + '=' + v));
        assertThat(id()).isEqualTo(id.toString());
        assertThat(parser.ttlSeconds()).isEqualTo(expected.ttl().orElse(900));
      } else if (parse(line)) {
        // The daemon's numbers: an exponent, a sign, superfluous zeros.
        assertThat(line).containsPattern(":[^:]*([eE+]|0$|\\.$|:0|:-0|:\\.|:-\\.|\\.\\d{10})");
      }
    }
    assertThat(right).isGreaterThan(5_000);
  }

  private static @org.jspecify.annotations.Nullable ProtocolLine strictly(String line) {
    try {
      return StrictParser.parseLine(line);
    } catch (AssertionError wrong) {
      return null;
    }
  }

  private static String randomLine(Random random) {
    String[] pieces = {
      "c", "C", "U", "g", "g,60", "m", "t", ":", ":", ":", ":", ",", "=", "name", "a.b-c", "id=1",
      "kk=vv", ",id=1", ",zz=2", ",bb=3", "1", "0", "12", ".5", "1.25", "-1", "e3", "é", " "
    };
    StringBuilder line = new StringBuilder();
    boolean plausible = random.nextInt(4) != 0;
    if (plausible) {
      List<String> tags = new ArrayList<>(List.of(",id=1", ",zz=2", ",bb=3", ",aa=4", ",id=5"));
      java.util.Collections.shuffle(tags, random);
      line.append(pieces[random.nextInt(7)]).append(":name");
      tags.subList(0, random.nextInt(4)).forEach(line::append);
      line.append(':')
          .append(random.nextInt(3) == 0 ? "-" : "")
          .append(random.nextInt(2000) / 16.0);
      if (random.nextInt(4) > 0 && line.toString().endsWith(".0")) {
        line.setLength(line.length() - 2);
      }
    }
    for (int i = random.nextInt(plausible ? 2 : 10); i > 0; i--) {
      line.insert(random.nextInt(line.length() + 1), pieces[random.nextInt(pieces.length)]);
    }
    return line.toString();
  }

  private static String tags(int count) {
    StringBuilder tags = new StringBuilder();
    for (int i = 0; i < count; i++) {
      tags.append(",k").append(100 + i).append("=v");
    }
    return tags.toString();
  }

  private void assertFlaw(Flaw flaw, String wrong, String right) {
    assertThat(parse(right)).isTrue();
    assertThat(parse(wrong)).isFalse();
    assertThat(parser.flaw()).isEqualTo(flaw);
  }

  private String id() {
    return new String(parser.id(), parser.idFrom(), parser.idTo() - parser.idFrom(), US_ASCII);
  }

  private boolean parse(String line) {
    byte[] bytes = line.getBytes(ISO_8859_1);
    return parser.parse(bytes, 0, bytes.length);
  }

  @Test
  void everyFlawHasItsWords() {
    Map<String, Flaw> byText = new TreeMap<>();
    for (Flaw flaw : Flaw.values()) {
      assertThat(byText.put(flaw.text(), flaw)).isNull();
    }
  }
}

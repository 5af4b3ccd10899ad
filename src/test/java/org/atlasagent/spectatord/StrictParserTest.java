package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictParserTest {
  @Test
  void readsTheLinesOfADatagram() {
    List<ProtocolLine> lines = parse("g,60:sys.load.1,id=a,xx=b-c:-0.25\nU:n:18446744073709551615");
    assertThat(lines)
        .containsExactly(
            new ProtocolLine(
                'g',
                OptionalInt.of(60),
                "sys.load.1",
                Map.of("id", "a", "xx", "b-c"),
                new BigDecimal("-0.25")),
            new ProtocolLine(
                'U', OptionalInt.empty(), "n", Map.of(), new BigDecimal("18446744073709551615")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "C", "U", "g", "m", "t", "d", "T", "D", "A"})
  void knowsTheLetters(String letter) {
    assertThat(parse(letter + ":a:1").getFirst().letter()).isEqualTo(letter.charAt(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "x:a:1 | an unknown letter",
        "X:a:1 | an unknown letter",
        "cc:a:1 | an unknown letter",
        ":a:1 | an unknown letter",
        "c:a | not letter:name:value",
        "c:a:1:2 | not letter:name:value",
        "c::1 | a wrong name",
        "c:a b:1 | a wrong name",
        "c:é:1 | a wrong name",
        "c:a,:1 | a tag that is not key=value",
        "c:a,id:1 | a tag that is not key=value",
        "c:a,id=b=c:1 | a tag that is not key=value",
        "c:a,i=b:1 | a wrong tag key",
        "c:a,=b:1 | a wrong tag key",
        "c:a,id=:1 | a wrong tag value",
        "c:a,id=b,id=c:1 | a tag key twice",
        "g,:a:1 | a wrong time to live",
        "g,x:a:1 | a wrong time to live",
        "g,4:a:1 | a time to live below 5 s",
        "c,60:a:1 | an option that only a gauge has",
        "c:a: | a wrong number",
        "c:a:1x | a wrong number",
        "c:a:NaN | a wrong number",
        "c:a:Infinity | a wrong number",
        "c:a:1e3 | a wrong number",
        "c:a:1E3 | a wrong number",
        "c:a:+1 | a wrong number",
        "c:a:01 | a wrong number",
        "c:a:.5 | a wrong number",
        "c:a:1. | a wrong number",
        "c:a:1.0 | a wrong number",
        "c:a:1.50 | a wrong number",
        "c:a:0.1234567891 | a wrong number",
        "g:a:-0 | a wrong number",
        "c:a:-1 | a negative number",
        "U:a:-1 | a negative number",
        "U:a:1.5 | a fraction in an unsigned number",
        "U:a:18446744073709551616 | more than 64 bits",
      })
  void refusesEachFlaw(String line, String flaw) {
    assertThatThrownBy(() -> StrictParser.parseLine(line))
        .isInstanceOf(AssertionError.class)
        .hasMessage(flaw + " in line \"" + line + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\nc:a:1", "c:a:1\n", "c:a:1\n\nc:a:1", "c:a:1\0", "c:a:1 "})
  void refusesEmptyLinesAndWhatStandsAround(String datagram) {
    assertThatThrownBy(() -> parse(datagram)).isInstanceOf(AssertionError.class);
  }

  @Test
  void refusesWhatIsTooLong() {
    assertRefused("c:" + "n".repeat(256) + ":1", "c:" + "n".repeat(255) + ":1");
    assertRefused("c:a," + "k".repeat(61) + "=b:1", "c:a," + "k".repeat(60) + "=b:1");
    assertRefused("c:a,id=" + "v".repeat(121) + ":1", "c:a,id=" + "v".repeat(120) + ":1");
    String full = "c:abc:1\n".repeat(8192).substring(0, 65_535);
    assertRefused(full + "2", full);
  }

  @Test
  void refusesAnEmptyDatagram() {
    assertThatThrownBy(() -> parse("")).isInstanceOf(AssertionError.class);
  }

  private static void assertRefused(String wrong, String right) {
    assertThat(parse(right)).isNotEmpty();
    assertThatThrownBy(() -> parse(wrong)).isInstanceOf(AssertionError.class);
  }

  private static List<ProtocolLine> parse(String datagram) {
    return StrictParser.parse(datagram.getBytes(US_ASCII));
  }
}

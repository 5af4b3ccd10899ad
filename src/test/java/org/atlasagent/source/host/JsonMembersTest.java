package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.atlasagent.testing.MetadataServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTest {
  private static Optional<Map<String, String>> strings(String text) {
    return JsonMembers.strings(text, Set.of("a", "b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"x\"}",
        " \t\r\n{ \"a\" : \"x\" } \n",
        "{\"c\":1,\"a\":\"x\",\"d\":[1,-2.5e+10,{\"a\":\"y\"},[],null],\"e\":{\"a\":\"z\"}}",
        "{\"\\u0061\":\"\\u0078\"}",
        "{\"c\":\"\\\"}\\\\\",\"a\":\"x\",\"b\":0}",
        "{\"a\":\"x\",\"c\":true,\"c\":false}"
      })
  void findsTheMembersOfTheObjectItself(String text) {
    assertThat(strings(text)).contains(Map.of("a", "x"));
  }

  @Test
  void escapesAreCharacters() {
    assertThat(strings("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20aC\"}"))
        .contains(Map.of("a", "\"\\/\b\f\n\r\t\u20ac"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "\"a\"",
        "[]",
        "[{\"a\":\"x\"}]",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":\"x\"",
        "{\"a\":\"x}",
        "{\"a\":\"x\",}",
        "{\"a\":\"x\"}}",
        "{\"a\":\"x\"}{}",
        "{\"a\":\"x\"} garbage",
        "{a:\"x\"}",
        "{'a':'x'}",
        "{\"a\":\"x\" \"b\":\"y\"}",
        "{\"a\":\"x\",\"a\":\"y\"}",
        "{\"c\":01}",
        "{\"c\":+1}",
        "{\"c\":1.}",
        "{\"c\":.5}",
        "{\"c\":1e}",
        "{\"c\":NaN}",
        "{\"c\":tru}",
        "{\"c\":nulll}",
        "{\"c\":\"\\x\"}",
        "{\"c\":\"\\u12\"}",
        "{\"c\":\"\\u12g4\"}",
        "{\"c\":\"\n\"}",
        "{\"c\":\"\\",
        "{\"c\":[1,]}",
        "{\"c\":[1}",
        "\ufeff{\"a\":\"x\"}"
      })
  void whatIsNoObjectIsRefused(String text) {
    assertThat(strings(text)).isEmpty();
  }

  @Test
  void nestingHasABound() {
    String deep = "[".repeat(14) + "]".repeat(14);
    assertThat(strings("{\"c\":" + deep + "}")).isPresent();
    String deeper = "{\"c\":".repeat(30_000) + "1" + "}".repeat(30_000);
    assertThat(strings(deeper)).isEmpty();
    assertThat(strings("{\"c\":" + "[".repeat(60_000))).isEmpty();
  }

  @Test
  void everyBeginningOfAnObjectIsRefused() {
    String whole = MetadataServer.credentials("2026-01-31T10:00:00Z", "2026-01-31T16:00:00Z");
    assertThat(strings(whole)).isPresent();
    for (int length = 0; length < whole.length(); length++) {
      assertThat(strings(whole.substring(0, length))).as("%d characters", length).isEmpty();
    }
  }

  @Test
  void damagedTextIsReadOrRefused() {
    String whole = MetadataServer.credentials("2026-01-31T10:00:00Z", "2026-01-31T16:00:00Z");
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder damaged = new StringBuilder(whole);
      for (int j = 0; j <= random.nextInt(3); j++) {
        damaged.setCharAt(random.nextInt(whole.length()), (char) random.nextInt(0x180));
      }
      refused += strings(damaged.toString()).isEmpty() ? 1 : 0;
    }
    assertThat(refused).isBetween(1000, 19_000);
  }

  @Test
  void aLongNumberIsReadInTime() {
    assertThat(strings("{\"c\":" + "9".repeat(60_000) + "}")).isPresent();
    assertThat(strings("{\"c\":" + "9".repeat(60_000) + "x}")).isEmpty();
  }
}

package org.atlasagent.source.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.atlasagent.testing.Parsing;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the metadata service may say: any text. What is taken for JSON, Jackson takes too. */
class CredentialsFuzzTest {
  private static final Set<String> WANTED = Set.of("LastUpdated", "Expiration");
  private static final JsonMapper JACKSON = JsonMapper.builder().build();

  static Stream<byte[]> seeds() {
    return Stream.of(
            """
            {"Code" : "Success", "LastUpdated" : "2026-11-20T08:00:00Z", "AccessKeyId" : "X",
             "Token" : "a\\u0041\\n/+=", "Expiration" : "2026-11-20T14:00:00Z"}
            """,
            "{\"a\":[1,-0.5e+7,true,false,null,{}],\"LastUpdated\":{\"x\":[]},\"Expiration\":\"\"}",
            "{\"LastUpdated\":\"+1000000000-12-31T23:59:59.999999999Z\",\"Expiration\":\"-1\"}",
            "{}",
            "[\"LastUpdated\"]")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyText(byte[] input) {
    String text = new String(input, UTF_8);
    Parsing.survives(
        input.length,
        never -> false,
        () -> {
          CredentialTimes.parse("http://x", text, 0);
          JsonMembers.strings(text, WANTED).ifPresent(members -> compare(members, text));
        });
  }

  private static void compare(Map<String, String> members, String text) {
    JsonNode tree;
    try {
      tree = JACKSON.readTree(text);
    } catch (StreamConstraintsException bound) {
      return;
    }
    if (!tree.isObject()) {
      throw new AssertionError("no object: " + text);
    }
    for (String name : WANTED) {
      Optional<String> told =
          Optional.ofNullable(tree.get(name)).filter(JsonNode::isString).map(JsonNode::asString);
      if (!told.equals(Optional.ofNullable(members.get(name)))) {
        throw new AssertionError(name + " is " + told + " in " + text + ", not " + members);
      }
    }
  }
}

package org.atlasagent.source.host;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.atlasagent.source.host.MetadataReply.Result;
import org.jspecify.annotations.Nullable;

/**
 * The two times in the credentials of a role; nothing else of them is looked at. What is said about
 * a flaw holds no text of theirs.
 */
final class CredentialTimes {
  private static final String LAST_UPDATED = "LastUpdated";
  private static final String EXPIRATION = "Expiration";

  private CredentialTimes() {}

  static Result parse(String url, String json, long readMillis) {
    Optional<Map<String, String>> members =
        JsonMembers.strings(json, Set.of(LAST_UPDATED, EXPIRATION));
    if (members.isEmpty()) {
      return new Result.Unusable(url, "the answer is no JSON object");
    }
    OptionalLong lastUpdated = millis(members.get().get(LAST_UPDATED));
    OptionalLong expiration = millis(members.get().get(EXPIRATION));
    if (lastUpdated.isEmpty() || expiration.isEmpty()) {
      String absent = lastUpdated.isEmpty() ? LAST_UPDATED : EXPIRATION;
      return new Result.Unusable(url, absent + ": no time, such as 2026-01-31T00:00:00Z");
    }
    return new Result.Credentials(readMillis, lastUpdated.getAsLong(), expiration.getAsLong());
  }

  private static OptionalLong millis(@Nullable String text) {
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Instant.parse(text).toEpochMilli());
    } catch (DateTimeParseException | ArithmeticException noTime) {
      // Their messages hold the text, and go nowhere.
      return OptionalLong.empty();
    }
  }
}

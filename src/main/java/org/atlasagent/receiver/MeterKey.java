package org.atlasagent.receiver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Tag;
import org.atlasagent.spectatord.LineParser;

/** What tells a meter from all others: its kind, and the bytes of its name and tags. */
final class MeterKey {
  private final Kind kind;
  private final byte[] id;
  private final int number;

  /** The key of a line's meter; the number is counted up and never given again. */
  MeterKey(LineParser line, int number) {
    kind = line.kind();
    id = Arrays.copyOfRange(line.id(), line.idFrom(), line.idTo());
    this.number = number;
  }

  Kind kind() {
    return kind;
  }

  int number() {
    return number;
  }

  /** Name and tags as the protocol has them; not to be changed. */
  byte[] id() {
    return id;
  }

  /** How many bytes name and tags take. */
  int length() {
    return id.length;
  }

  /** Whether a line is of this meter. */
  boolean is(LineParser line) {
    return kind == line.kind()
        && Arrays.equals(id, 0, id.length, line.id(), line.idFrom(), line.idTo());
  }

  /** Name and tags. */
  MeterId meterId() {
    List<String> parts = List.of(new String(id, US_ASCII).split(",", -1));
    List<Tag> tags = new ArrayList<>();
    for (String tag : parts.subList(1, parts.size())) {
      int equals = tag.indexOf('=');
      tags.add(new Tag(tag.substring(0, equals), tag.substring(equals + 1)));
    }
    return new MeterId(parts.getFirst(), tags);
  }
}

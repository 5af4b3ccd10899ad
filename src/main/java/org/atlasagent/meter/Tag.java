package org.atlasagent.meter;

import java.util.Objects;

/**
 * One dimension of a series, as the kernel or the operator spells it; the characters that the
 * protocol cannot carry are mapped where the line is encoded.
 *
 * @param key the dimension, such as {@code iface}
 * @param value the position in it, such as {@code eth0}
 */
public record Tag(String key, String value) {
  public Tag {
    Objects.requireNonNull(key);
    Objects.requireNonNull(value);
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a tag needs a key (its value is \"" + value + "\")");
    }
  }
}

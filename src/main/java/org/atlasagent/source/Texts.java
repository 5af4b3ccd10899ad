package org.atlasagent.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Texts by their bytes: a name that the kernel repeats in each round becomes one String once. What
 * is forgotten is made again, so threads share this without a lock, and names that others choose
 * can only make it useless.
 */
final class Texts {
  private static final int SLOTS = 256;
  private static final int LONGEST = 64;

  private final @Nullable String[] slots = new @Nullable String[SLOTS];

  /** The text in a part of an array; invalid UTF-8 becomes replacement characters. */
  String of(byte[] bytes, int start, int length) {
    if (length > LONGEST) {
      return new String(bytes, start, length, UTF_8);
    }
    int slot = slot(bytes, start, length);
    String known = slots[slot];
    if (known != null && isAscii(known, bytes, start, length)) {
      return known;
    }
    String text = new String(bytes, start, length, UTF_8);
    slots[slot] = text;
    return text;
  }

  private static int slot(byte[] bytes, int start, int length) {
    int hash = 0;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash ^ hash >>> 8 ^ hash >>> 16) & (SLOTS - 1);
  }

  /** Whether these bytes are this text in ASCII: a byte of anything else is below 0. */
  private static boolean isAscii(String text, byte[] bytes, int start, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != bytes[start + i]) {
        return false;
      }
    }
    return true;
  }
}

package org.atlasagent.spectatord;

/** The characters of names, tag keys and tag values that the protocol carries as they are. */
final class Words {
  private static final String ALLOWED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~^";
  private static final boolean[] IS_ALLOWED = table();

  private Words() {}

  /** The place of the first byte that is no such character, at most the end. */
  static int end(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= 0 && IS_ALLOWED[bytes[at]]) {
      at++;
    }
    return at;
  }

  private static boolean[] table() {
    boolean[] table = new boolean[128];
    ALLOWED.chars().forEach(character -> table[character] = true);
    return table;
  }
}

package org.atlasagent.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of a name that is written with dots and in camel case. */
final class Words {
  private Words() {}

  /** All words, in lower case: {@code net.tcp.memoryLimit} has four. */
  static List<String> of(String name) {
    List<String> words = new ArrayList<>();
    int first = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || !isWord(name.charAt(i))) {
        add(words, name, first, i);
        first = i + 1;
      } else if (i > first && begins(name, i)) {
        add(words, name, first, i);
        first = i;
      }
    }
    return words;
  }

  /** Whether a capital begins a word: behind a small letter or a digit, or the last of several. */
  private static boolean begins(String name, int i) {
    if (!isCapital(name.charAt(i))) {
      return false;
    }
    return !isCapital(name.charAt(i - 1))
        || (i + 1 < name.length() && name.charAt(i + 1) >= 'a' && name.charAt(i + 1) <= 'z');
  }

  private static void add(List<String> words, String name, int from, int to) {
    if (to > from) {
      words.add(name.substring(from, to).toLowerCase(Locale.ROOT));
    }
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || isCapital(c) || (c >= '0' && c <= '9');
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }
}

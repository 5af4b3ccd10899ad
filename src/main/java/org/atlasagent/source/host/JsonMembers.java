package org.atlasagent.source.host;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds members of a JSON object whose values are strings. Strict: the whole text must be one
 * object by RFC 8259, without a wanted name that comes twice. Says nothing about a flaw but that
 * there is one, since the text may be secret.
 */
final class JsonMembers {
  private static final int DEEPEST = 16;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][-+]?[0-9]++)?");

  private final String text;
  private final Set<String> wanted;
  private final Map<String, String> found = new HashMap<>();
  private int position;

  private JsonMembers(String text, Set<String> wanted) {
    this.text = text;
    this.wanted = wanted;
  }

  /** The text is no JSON as it is wanted; without any word about it. */
  private static final class Flaw extends RuntimeException {
    private static final long serialVersionUID = 1;

    Flaw() {
      super(null, null, false, false);
    }
  }

  /**
   * Those of the wanted members that are there and are strings, by name.
   *
   * @return empty when the text is no object
   */
  static Optional<Map<String, String>> strings(String text, Set<String> wanted) {
    JsonMembers members = new JsonMembers(text, wanted);
    try {
      members.document();
      return Optional.of(members.found);
    } catch (Flaw flaw) {
      return Optional.empty();
    }
  }

  private void document() {
    object(1);
    if (next() >= 0) {
      throw new Flaw();
    }
  }

  private void object(int depth) {
    expect('{');
    if (skip('}')) {
      return;
    }
    do {
      member(depth);
    } while (skip(','));
    expect('}');
  }

  private void member(int depth) {
    String name = string();
    expect(':');
    if (depth > 1 || !wanted.contains(name)) {
      value(depth);
      return;
    }
    if (next() != '"') {
      value(depth);
    } else if (found.put(name, string()) != null) {
      throw new Flaw();
    }
  }

  private void array(int depth) {
    expect('[');
    if (skip(']')) {
      return;
    }
    do {
      value(depth);
    } while (skip(','));
    expect(']');
  }

  private void value(int depth) {
    if (depth == DEEPEST) {
      throw new Flaw();
    }
    switch (next()) {
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void word(String word) {
    if (!text.startsWith(word, position)) {
      throw new Flaw();
    }
    position += word.length();
  }

  private void number() {
    Matcher number = NUMBER.matcher(text).region(position, text.length());
    if (!number.lookingAt()) {
      throw new Flaw();
    }
    position = number.end();
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    for (char c = take(); c != '"'; c = take()) {
      if (c < ' ') {
        throw new Flaw();
      }
      string.append(c == '\\' ? escaped() : c);
    }
    return string.toString();
  }

  private char escaped() {
    char c = take();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          code = code << 4 | hexDigit(take());
        }
        yield (char) code;
      }
      default -> throw new Flaw();
    };
  }

  private static int hexDigit(char c) {
    int digit = c < 128 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw new Flaw();
    }
    return digit;
  }

  private char take() {
    if (position == text.length()) {
      throw new Flaw();
    }
    return text.charAt(position++);
  }

  /** The next character that is no white space, which stays; negative at the end. */
  private int next() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    return position < text.length() ? text.charAt(position) : -1;
  }

  private boolean skip(char c) {
    if (next() != c) {
      return false;
    }
    position++;
    return true;
  }

  private void expect(char c) {
    if (!skip(c)) {
      throw new Flaw();
    }
  }
}

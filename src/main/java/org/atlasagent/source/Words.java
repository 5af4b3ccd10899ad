package org.atlasagent.source;

/**
 * A cursor over the fields of a line, which stand between blanks: passes over them, or has them as
 * text.
 */
public abstract sealed class Words extends Lines permits Fields {
  private static final Texts TEXTS = new Texts();

  Words(String source) {
    super(source);
  }

  /** Whether the line holds one more field. */
  public final boolean hasNext() {
    skipBlanks();
    return position < lineEnd;
  }

  /** Passes over this ASCII text if it stands next; false, and nothing moved, if it does not. */
  public final boolean skipText(String ascii) {
    if (!hasNext() || !matches(position, ascii)) {
      return false;
    }
    position += ascii.length();
    return true;
  }

  /** Passes over a whole field equal to this ASCII text if it stands next. */
  public final boolean skipField(String ascii) {
    if (!hasNext() || !matches(position, ascii)) {
      return false;
    }
    int end = position + ascii.length();
    if (end < lineEnd && !blank(bytes[end])) {
      return false;
    }
    position = end;
    return true;
  }

  /** Passes over so many fields, which must be there. */
  public final void skip(int count) {
    for (int i = 0; i < count; i++) {
      if (!hasNext()) {
        throw malformed("fewer fields than expected");
      }
      position = fieldEnd();
    }
  }

  /** Passes over everything up to the last such character of the line, which must be there. */
  public final void skipPastLast(char character) {
    int end = lineEnd;
    while (end > position && bytes[end - 1] != character) {
      end--;
    }
    if (end == position) {
      throw malformed("'" + character + "' is missing");
    }
    position = end;
  }

  /** The fields that are left in the line; the cursor stays where it is. */
  public final int remaining() {
    int kept = position;
    int count = 0;
    while (hasNext()) {
      position = fieldEnd();
      count++;
    }
    position = kept;
    return count;
  }

  /** The next field as text; invalid UTF-8 becomes replacement characters. */
  public final String text() {
    requireField();
    return takeText(fieldEnd(), 0);
  }

  /** The rest of the line as text, without blanks around it. */
  public final String rest() {
    if (!hasNext()) {
      return "";
    }
    int end = lineEnd;
    while (end > position && blank(bytes[end - 1])) {
      end--;
    }
    return takeText(end, lineEnd - end);
  }

  /** The next text up to a delimiter in this line, which is passed over. */
  public final String textUntil(char delimiter) {
    requireField();
    return takeText(placeOf(delimiter), 1);
  }

  /** The next text up to the last such delimiter in this line, which is passed over. */
  public final String textUntilLast(char delimiter) {
    requireField();
    int end = lineEnd - 1;
    while (end >= position && bytes[end] != delimiter) {
      end--;
    }
    if (end < position) {
      throw malformed("'" + delimiter + "' is missing");
    }
    return takeText(end, 1);
  }

  /** The text up to the second space from here, without these two: empty where they adjoin. */
  public final String textToNextSpace() {
    int start = Math.min(position + 1, lineEnd);
    int end = start;
    while (end < lineEnd && bytes[end] != ' ') {
      end++;
    }
    position = end;
    return TEXTS.of(bytes, start, end - start);
  }

  /** Whether the next field, which may be missing, holds this character. */
  public final boolean nextHas(char character) {
    if (!hasNext()) {
      return false;
    }
    for (int i = position, end = fieldEnd(); i < end; i++) {
      if (bytes[i] == character) {
        return true;
      }
    }
    return false;
  }

  /** Moves to the next field, or to the end of the line. */
  final void skipBlanks() {
    while (position < lineEnd && blank(bytes[position])) {
      position++;
    }
  }

  /** Moves to the next field, which must be there. */
  final void requireField() {
    if (!hasNext()) {
      throw malformed("a field is missing");
    }
  }

  /** Where the next such character of the line is, which must be there. */
  final int placeOf(char character) {
    int place = position;
    while (place < lineEnd && bytes[place] != character) {
      place++;
    }
    if (place == lineEnd) {
      throw malformed("'" + character + "' is missing");
    }
    return place;
  }

  /** The text up to a place, from which so many bytes are passed over. */
  private String takeText(int end, int passed) {
    String text = TEXTS.of(bytes, position, end - position);
    position = end + passed;
    return text;
  }

  /** Where the field that begins here ends. */
  final int fieldEnd() {
    int end = position;
    while (end < lineEnd && !blank(bytes[end])) {
      end++;
    }
    return end;
  }
}

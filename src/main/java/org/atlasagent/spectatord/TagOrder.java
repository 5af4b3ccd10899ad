package org.atlasagent.spectatord;

import java.util.Arrays;

/**
 * The tags of a line, brought into the order of their keys: two lines whose tags differ in order
 * only belong to one series. A line that is in order, as most are, is not copied.
 */
final class TagOrder {
  private static final int MOST_TAGS = 64;
  private static final int SHORTEST_KEY = 2;
  private static final int LONGEST_KEY = 60;
  private static final int LONGEST_VALUE = 120;

  /** Where each tag begins, where its key ends, and where the tag ends. */
  private final int[] starts = new int[MOST_TAGS];

  private final int[] keyEnds = new int[MOST_TAGS];
  private final int[] ends = new int[MOST_TAGS];

  private byte[] line = {};
  private byte[] sorted = {};
  private byte[] id = {};
  private int idFrom;
  private int idTo;
  private int nameEnd;
  private int count;
  private boolean inOrder;
  private int at;

  /** Begins a line whose name stands there. */
  void begin(byte[] bytes, int nameFrom, int nameTo) {
    line = bytes;
    idFrom = nameFrom;
    nameEnd = nameTo;
    idTo = nameTo;
    count = 0;
    inOrder = true;
  }

  /** Reads one more tag; what is wrong with it. */
  Flaw read(int from, int to) {
    if (count == MOST_TAGS) {
      return Flaw.MANY_TAGS;
    }
    int keyEnd = Words.end(line, from, to);
    if (keyEnd == to || line[keyEnd] == ',' || line[keyEnd] == ':') {
      return Flaw.TAG;
    }
    if (line[keyEnd] != '=') {
      return Flaw.TAG_KEY;
    }
    if (keyEnd - from < SHORTEST_KEY || keyEnd - from > LONGEST_KEY) {
      return Flaw.TAG_KEY_LENGTH;
    }
    int end = Words.end(line, keyEnd + 1, to);
    if (end < to && line[end] != ',' && line[end] != ':') {
      return line[end] == '=' ? Flaw.TAG : Flaw.TAG_VALUE;
    }
    if (end == keyEnd + 1) {
      return Flaw.EMPTY_TAG_VALUE;
    }
    if (end - keyEnd - 1 > LONGEST_VALUE) {
      return Flaw.LONG_TAG_VALUE;
    }
    starts[count] = from;
    keyEnds[count] = keyEnd;
    ends[count] = end;
    inOrder &= count == 0 || compareKeys(count - 1, count) < 0;
    count++;
    idTo = end;
    at = end;
    return Flaw.NONE;
  }

  /** Where the last tag that was read ends. */
  int end() {
    return at;
  }

  /** Brings the tags into order; false when a key comes twice. */
  boolean sort() {
    id = line;
    if (inOrder) {
      return true;
    }
    for (int i = 1; i < count; i++) {
      for (int j = i; j > 0; j--) {
        int order = compareKeys(j - 1, j);
        if (order == 0) {
          return false;
        }
        if (order < 0) {
          break;
        }
        swap(j - 1, j);
      }
    }
    copy();
    return true;
  }

  byte[] id() {
    return id;
  }

  int idFrom() {
    return idFrom;
  }

  int idTo() {
    return idTo;
  }

  private void copy() {
    int length = idTo - idFrom;
    if (sorted.length < length) {
      sorted = new byte[2 * length];
    }
    int next = nameEnd - idFrom;
    System.arraycopy(line, idFrom, sorted, 0, next);
    for (int i = 0; i < count; i++) {
      sorted[next++] = ',';
      System.arraycopy(line, starts[i], sorted, next, ends[i] - starts[i]);
      next += ends[i] - starts[i];
    }
    id = sorted;
    idFrom = 0;
    idTo = length;
  }

  private int compareKeys(int one, int other) {
    return Arrays.compare(line, starts[one], keyEnds[one], line, starts[other], keyEnds[other]);
  }

  private void swap(int one, int other) {
    swap(starts, one, other);
    swap(keyEnds, one, other);
    swap(ends, one, other);
  }

  private static void swap(int[] numbers, int one, int other) {
    int kept = numbers[one];
    numbers[one] = numbers[other];
    numbers[other] = kept;
  }
}

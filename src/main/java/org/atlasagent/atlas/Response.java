package org.atlasagent.atlas;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response of HTTP as far as it has arrived, at most some kilobytes of it. What the other side
 * says about values that it refused is passed on shortened, in printable characters.
 */
final class Response {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d\\d)[ \r]");
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length:[ \t]*(\\d{1,9})[ \t]*\r\n", Pattern.CASE_INSENSITIVE);
  private static final Pattern ERROR_COUNT = Pattern.compile("\"errorCount\"\\s*:\\s*(\\d{1,9})");
  private static final Pattern NOT_PRINTABLE = Pattern.compile("[^ -~]+");
  private static final String HEADER_END = "\r\n\r\n";
  private static final int LONGEST_REMARK = 200;

  private static final int OK = 200;
  private static final int REDIRECTION = 300;
  private static final int CLIENT_ERROR = 400;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final byte[] bytes = new byte[8192];
  private int filled;

  /** Where to put what arrives. */
  byte[] bytes() {
    return bytes;
  }

  int filled() {
    return filled;
  }

  int room() {
    return bytes.length - filled;
  }

  /** More has arrived. */
  void add(int count) {
    filled += count;
  }

  /** Whether nothing more needs to arrive. */
  boolean isComplete() {
    String text = text();
    int header = text.indexOf(HEADER_END);
    if (header < 0) {
      return room() == 0;
    }
    OptionalInt status = status(text);
    if (status.isPresent() && status.getAsInt() == OK) {
      return true;
    }
    Matcher length = LENGTH.matcher(text).region(0, header + 2);
    return room() == 0
        || (length.find()
            && text.length() - header - HEADER_END.length() >= Integer.parseInt(length.group(1)));
  }

  /**
   * What it comes to.
   *
   * @param values how many the request held
   */
  Answer answer(int values) {
    String text = text();
    if (text.isEmpty()) {
      return new Answer.Failed("closes the connection without an answer");
    }
    OptionalInt found = status(text);
    if (found.isEmpty() || found.getAsInt() < OK) {
      return new Answer.Failed("does not answer in HTTP");
    }
    int status = found.getAsInt();
    String words = "answers " + status + remark(text);
    if (status < REDIRECTION) {
      Matcher count = ERROR_COUNT.matcher(text);
      int refused = count.find() ? Math.min(values, Integer.parseInt(count.group(1))) : 0;
      return new Answer.Taken(refused, refused == 0 ? "" : words);
    }
    if (status < CLIENT_ERROR) {
      return new Answer.Refused("answers " + status + ", and redirections are not followed");
    }
    return status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT
        ? new Answer.Failed(words)
        : new Answer.Refused(words);
  }

  private static OptionalInt status(String text) {
    Matcher status = STATUS.matcher(text);
    return status.lookingAt()
        ? OptionalInt.of(Integer.parseInt(status.group(1)))
        : OptionalInt.empty();
  }

  private static String remark(String text) {
    int header = text.indexOf(HEADER_END);
    String body = header < 0 ? "" : text.substring(header + HEADER_END.length());
    String printable = NOT_PRINTABLE.matcher(body).replaceAll(" ").strip();
    if (printable.isEmpty()) {
      return "";
    }
    return ": "
        + (printable.length() <= LONGEST_REMARK
            ? printable
            : printable.substring(0, LONGEST_REMARK) + "…");
  }

  private String text() {
    return new String(bytes, 0, filled, ISO_8859_1);
  }
}

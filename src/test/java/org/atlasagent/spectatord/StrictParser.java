package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads datagrams of the line protocol and refuses whatever is not exactly right, more strictly
 * than the daemon does. Shares nothing with the encoder.
 */
public final class StrictParser {
  /** The daemon's buffer less the NUL that it writes behind what it received. */
  private static final int LONGEST_DATAGRAM = 65_535;

  private static final Pattern LINE = Pattern.compile("([^:,]*)(?:,([^:]*))?:([^:]*):([^:]*)");
  private static final Pattern WORD = Pattern.compile("[-._A-Za-z0-9~^]+");
  private static final Pattern TTL = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]{0,8}[1-9])?");
  private static final BigInteger TWO_TO_64 = BigInteger.TWO.pow(64);

  private StrictParser() {}

  /**
   * The lines of a datagram.
   *
   * @throws AssertionError when anything in it is wrong
   */
  public static List<ProtocolLine> parse(byte[] datagram) {
    if (datagram.length == 0) {
      throw new AssertionError("an empty datagram");
    }
    if (datagram.length > LONGEST_DATAGRAM) {
      throw new AssertionError("a datagram of " + datagram.length + " bytes");
    }
    List<ProtocolLine> lines = new ArrayList<>();
    for (String line : new String(datagram, ISO_8859_1).split("\n", -1)) {
      lines.add(parseLine(line));
    }
    return lines;
  }

  /** One line without its end. */
  public static ProtocolLine parseLine(String line) {
    require(!line.isEmpty(), "an empty line", line);
    Matcher matcher = LINE.matcher(line);
    require(matcher.matches(), "not letter:name:value", line);
    String letter = matcher.group(1);
    require(letter.length() == 1 && "cCUgmtdTDA".contains(letter), "an unknown letter", line);
    List<String> parts = List.of(matcher.group(3).split(",", -1));
    require(isWord(parts.getFirst(), 1, 255), "a wrong name", line);
    return new ProtocolLine(
        letter.charAt(0),
        ttl(letter, matcher.group(2), line),
        parts.getFirst(),
        tags(parts.subList(1, parts.size()), line),
        value(letter, matcher.group(4), line));
  }

  private static OptionalInt ttl(String letter, @Nullable String option, String line) {
    if (option == null) {
      return OptionalInt.empty();
    }
    require(letter.equals("g"), "an option that only a gauge has", line);
    require(TTL.matcher(option).matches(), "a wrong time to live", line);
    int ttl = Integer.parseInt(option);
    require(ttl >= 5, "a time to live below 5 s", line);
    return OptionalInt.of(ttl);
  }

  private static Map<String, String> tags(List<String> parts, String line) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String part : parts) {
      String[] pair = part.split("=", -1);
      require(pair.length == 2, "a tag that is not key=value", line);
      require(isWord(pair[0], 2, 60), "a wrong tag key", line);
      require(isWord(pair[1], 1, 120), "a wrong tag value", line);
      require(tags.put(pair[0], pair[1]) == null, "a tag key twice", line);
    }
    return Collections.unmodifiableMap(tags);
  }

  private static BigDecimal value(String letter, String text, String line) {
    require(NUMBER.matcher(text).matches() && !text.equals("-0"), "a wrong number", line);
    BigDecimal value = new BigDecimal(text);
    require(letter.matches("[gm]") || value.signum() >= 0, "a negative number", line);
    if (letter.equals("U")) {
      require(value.scale() == 0, "a fraction in an unsigned number", line);
      require(value.toBigInteger().compareTo(TWO_TO_64) < 0, "more than 64 bits", line);
    }
    return value;
  }

  private static boolean isWord(String text, int shortest, int longest) {
    return WORD.matcher(text).matches() && text.length() >= shortest && text.length() <= longest;
  }

  private static void require(boolean right, String flaw, String line) {
    if (!right) {
      throw new AssertionError(flaw + " in line \"" + line + "\"");
    }
  }
}

package org.atlasagent.source.procfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/** The mounts of a process: {@code /proc/PID/mountinfo}. See proc_pid_mountinfo(5). */
public final class MountInfo {
  private static final int ESCAPE_DIGITS = 3;
  private static final int OCTAL = 8;

  private MountInfo() {}

  /** Reads the file; empty when there is none. */
  public static Optional<List<Mount>> read(KernelFile mountInfo) {
    return mountInfo.read().map(MountInfo::parse);
  }

  static List<Mount> parse(Fields fields) {
    List<Mount> mounts = new ArrayList<>();
    while (fields.nextLine()) {
      if (fields.hasNext()) {
        mounts.add(parseLine(fields));
      }
    }
    return mounts;
  }

  private static Mount parseLine(Fields fields) {
    fields.skip(2); // the mount's number and that of its parent
    long major = fields.numberUntil(':');
    long minor = fields.number();
    String root = unescape(fields.text());
    String point = unescape(fields.text());
    fields.skip(1); // its options
    while (!fields.skipField("-")) {
      fields.skip(1); // tags that tell how it propagates
    }
    String type = unescape(fields.text());
    // A source may be empty; then nothing stands between two spaces.
    String source = unescape(fields.textToNextSpace());
    return new Mount(major, minor, root, point, type, source);
  }

  /** Decodes escapes such as {@code \040}: each is one byte of UTF-8, in octal. */
  public static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    byte[] escaped = text.getBytes(UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length);
    for (int i = 0; i < escaped.length; i++) {
      int decoded = escaped[i] == '\\' ? octal(escaped, i + 1) : -1;
      if (decoded >= 0) {
        bytes.write(decoded);
        i += ESCAPE_DIGITS;
      } else {
        bytes.write(escaped[i]);
      }
    }
    return bytes.toString(UTF_8);
  }

  /** The byte that three octal digits spell; negative when there are none. */
  private static int octal(byte[] text, int from) {
    if (from + ESCAPE_DIGITS > text.length) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + ESCAPE_DIGITS; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit >= OCTAL) {
        return -1;
      }
      value = value * OCTAL + digit;
    }
    return value;
  }
}

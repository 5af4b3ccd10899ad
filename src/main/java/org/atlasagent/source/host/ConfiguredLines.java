package org.atlasagent.source.host;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.TextFile;
import org.atlasagent.source.Trust;

/**
 * What the operator has written into the files of a directory that have one suffix, in the order of
 * their names. Blank lines and lines that begin with {@code #} say nothing.
 *
 * @param lines that say something
 * @param flaws files that cannot be read, or that any user may change; the others are in force
 */
record ConfiguredLines(List<Line> lines, List<String> flaws) {
  ConfiguredLines {
    lines = List.copyOf(lines);
    flaws = List.copyOf(flaws);
  }

  /**
   * A line.
   *
   * @param origin where it stands, as {@code file:line}
   * @param text without white space around it
   */
  record Line(String origin, String text) {}

  /** Reads the files of a directory, which need not be there. */
  static ConfiguredLines read(Path directory, String suffix) {
    List<Line> lines = new ArrayList<>();
    List<String> flaws = new ArrayList<>();
    for (String name : names(directory, suffix, flaws)) {
      try {
        Path file = directory.resolve(name);
        Optional<String> flaw = Trust.flawOfFile(file);
        if (flaw.isPresent()) {
          flaws.add(flaw.get());
        } else {
          parse(file, TextFile.lines(file), lines);
        }
      } catch (InvalidPathException unspellable) {
        flaws.add(directory + "/" + name + ": a name that the locale cannot spell");
      } catch (IOException unreadable) {
        flaws.add(directory + "/" + name + ": " + reason(unreadable));
      }
    }
    return new ConfiguredLines(lines, flaws);
  }

  private static void parse(Path file, List<String> all, List<Line> lines) {
    for (int i = 0; i < all.size(); i++) {
      String text = all.get(i).strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        lines.add(new Line(file + ":" + (i + 1), text));
      }
    }
  }

  private static List<String> names(Path directory, String suffix, List<String> flaws) {
    try {
      Optional<String[]> all = KernelFiles.list(directory);
      if (all.isEmpty()) {
        return List.of();
      }
      List<String> names = new ArrayList<>();
      for (String name : all.get()) {
        if (name.endsWith(suffix)) {
          names.add(name);
        }
      }
      Optional<String> flaw = names.isEmpty() ? Optional.empty() : Trust.flawOfDirectory(directory);
      if (flaw.isPresent()) {
        flaws.add(flaw.get());
        return List.of();
      }
      return names;
    } catch (SourceException unreadable) {
      flaws.add(String.valueOf(unreadable.getMessage()));
    } catch (IOException unreadable) {
      flaws.add(directory + ": " + reason(unreadable));
    }
    return List.of();
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "may not be read by this user";
      case CharacterCodingException binary -> "is not UTF-8 text";
      default -> "cannot be read: " + failure.getMessage();
    };
  }
}

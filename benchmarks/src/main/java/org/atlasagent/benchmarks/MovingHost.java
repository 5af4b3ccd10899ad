package org.atlasagent.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A copy of a recorded host whose numbers go on as they do between the host's two samples. A host
 * that stands still would measure too little: what has not changed is not computed. After some
 * steps the numbers begin anew, as after a restart. A step makes no garbage and keeps the files.
 */
public final class MovingHost implements AutoCloseable {
  private static final Path HOSTS = Path.of("src/test/resources/hosts");

  /** The later sample of a host: a directory in it. */
  private static final String LATER = "+60s";

  private static final int STEPS = 16;
  private static final Pattern TOKEN = Pattern.compile("\\S+");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,16}|0");

  private final Path root;
  private final List<MovingFile> files = new ArrayList<>();
  private int step;

  private record MovingFile(RandomAccessFile file, List<byte[]> contents) {}

  private MovingHost(Path root) {
    this.root = root;
  }

  /**
   * Copies a host of the tests.
   *
   * @param name its directory's name
   */
  public static MovingHost copyOf(String name) throws IOException {
    MovingHost host = new MovingHost(Files.createTempDirectory("host-"));
    Path original = HOSTS.resolve(name);
    copy(original, host.root);
    host.move(original.resolve(LATER));
    return host;
  }

  /** Copies a host of the tests and adds devices until it has some 500 series. */
  public static MovingHost withDevices(String name) throws IOException {
    MovingHost host = new MovingHost(Files.createTempDirectory("host-"));
    Path original = HOSTS.resolve(name);
    copy(original, host.root);
    Path later = host.root.resolve(LATER);
    Devices.add(host.root, later);
    host.move(later);
    return host;
  }

  /** The root of its proc and sys. */
  public Path root() {
    return root;
  }

  /** Lets the numbers go on. */
  public void step() {
    step = (step + 1) % STEPS;
    try {
      for (int i = 0; i < files.size(); i++) {
        RandomAccessFile file = files.get(i).file();
        byte[] content = files.get(i).contents().get(step);
        file.seek(0);
        file.write(content);
        file.setLength(content.length);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() throws IOException {
    for (MovingFile file : files) {
      file.file().close();
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void move(Path later) throws IOException {
    try (Stream<Path> all = Files.walk(later)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        Path base = root.resolve(later.relativize(path).toString());
        if (Files.exists(base)) {
          move(base, Files.readString(path, ISO_8859_1));
        }
      }
    }
  }

  private void move(Path base, String later) throws IOException {
    String first = Files.readString(base, ISO_8859_1);
    List<String> tokens = tokens(first);
    List<String> laterTokens = tokens(later);
    // Lines came or went: such a file is left as it is.
    if (tokens.size() == laterTokens.size()) {
      List<byte[]> contents = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        contents.add(extrapolate(first, laterTokens, i).getBytes(ISO_8859_1));
      }
      files.add(new MovingFile(new RandomAccessFile(base.toFile(), "rw"), contents));
    }
  }

  /** The text in which each whole number has gone on so many times. */
  private static String extrapolate(String text, List<String> later, int times) {
    StringBuilder moved = new StringBuilder();
    Matcher token = TOKEN.matcher(text);
    for (int i = 0; token.find(); i++) {
      String now = token.group();
      boolean numbers = NUMBER.matcher(now).matches() && NUMBER.matcher(later.get(i)).matches();
      token.appendReplacement(
          moved, Matcher.quoteReplacement(numbers ? moved(now, later.get(i), times) : now));
    }
    return token.appendTail(moved).toString();
  }

  private static String moved(String now, String later, int times) {
    long base = Long.parseLong(now);
    return Long.toString(Math.max(0, base + times * (Long.parseLong(later) - base)));
  }

  private static List<String> tokens(String text) {
    return TOKEN.matcher(text).results().map(MatchResult::group).toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}

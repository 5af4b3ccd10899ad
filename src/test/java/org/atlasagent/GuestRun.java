package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.atlasagent.spectatord.ProtocolLine;
import org.atlasagent.testing.Skip;

/**
 * What a script has printed in a virtual machine of its own, in sections. The script runs the
 * packaged agent there; the machine is that of {@code src/test/guest/run-guest.sh}, with a kernel
 * of Debian.
 */
final class GuestRun {
  private static final Path DIRECTORY = Path.of("src/test/guest").toAbsolutePath();
  private static final int CANNOT_BE_MADE = 125;
  private static final String HEADING = "== ";

  private final Map<String, List<String>> sections;

  private GuestRun(Map<String, List<String>> sections) {
    this.sections = sections;
  }

  /**
   * Runs a script of {@code src/test/guest}, which gets the command of the agent as its arguments
   * and must succeed. Skips the test that calls where there can be no such machine.
   */
  static GuestRun of(String script) {
    return of("run-guest.sh", script, AgentProcess.program(AgentProcess.jar().toAbsolutePath()));
  }

  /** The same on an emulated aarch64, with {@code src/test/guest/run-aarch64.sh}. */
  static GuestRun onAarch64(String script, List<String> arguments) {
    return of("run-aarch64.sh", script, arguments);
  }

  private static GuestRun of(String machine, String script, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(DIRECTORY.resolve(machine).toString());
    command.add(DIRECTORY.resolve(script).toString());
    command.addAll(arguments);
    try {
      Process guest = new ProcessBuilder(command).redirectErrorStream(true).start();
      guest.getOutputStream().close();
      // The script puts an end to a machine that takes too long.
      String output = new String(guest.getInputStream().readAllBytes(), UTF_8);
      int status = guest.waitFor();
      Skip.unless(status != CANNOT_BE_MADE, output.strip());
      assertThat(status).as("status of %s, which printed:%n%s", script, output).isZero();
      return parse(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static GuestRun parse(String output) {
    Map<String, List<String>> sections = new TreeMap<>();
    String section = "";
    for (String line : output.lines().toList()) {
      if (line.startsWith(HEADING)) {
        section = line.substring(HEADING.length());
      }
      List<String> content = sections.computeIfAbsent(section, added -> new ArrayList<>());
      if (!line.startsWith(HEADING)) {
        content.add(line);
      }
    }
    return new GuestRun(sections);
  }

  /** The lines of a section. */
  List<String> section(String name) {
    return Objects.requireNonNull(sections.get(name), () -> name + " is not in " + sections);
  }

  /** The first number of a section. */
  double number(String section) {
    return Double.parseDouble(section(section).getFirst().split(" ", -1)[0]);
  }

  /** The number behind a key, as in {@code usage_usec 12}. */
  double number(String section, String key) {
    return keyed(section, key, section(section), " ");
  }

  /** The number of a key of the NVMe disk, as in {@code 259:0 rbytes=12}. */
  double ofDisk(String section, String key) {
    return keyed(section, key, List.of(section(section).getFirst().split(" ", -1)), "=");
  }

  private static double keyed(String section, String key, List<String> entries, String between) {
    return entries.stream()
        .filter(entry -> entry.startsWith(key + between))
        .mapToDouble(entry -> Double.parseDouble(entry.substring(key.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no %s in %s: %s".formatted(key, section, entries)));
  }

  /** The lines of the agent, of which each is checked. */
  ReportedLines lines(String process) {
    Received received = new Received(process);
    section("lines").forEach(received::add);
    return new ReportedLines(received.lines());
  }

  /** The lines of the agent up to a number of them that a section tells. */
  ReportedLines linesUntil(String section, ReportedLines all) {
    return new ReportedLines(all.lines().subList(0, (int) number(section)));
  }

  /** The lines that the agent wrote between two moments, whose numbers of lines are sections. */
  ReportedLines linesBetween(String from, String to, ReportedLines all) {
    List<ProtocolLine> until = linesUntil(to, all).lines();
    return new ReportedLines(until.subList((int) number(from), until.size()));
  }
}

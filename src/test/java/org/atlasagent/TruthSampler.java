package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.Command;

/** Asks the tools again and again, each sample after a line with its time. */
final class TruthSampler implements AutoCloseable {
  private static final String PAUSE = "sleep 0.02";

  private final Path directory;
  private final List<String> enter;
  private final List<Process> loops;
  private double ended;

  /**
   * Starts; returns when each tool has answered once.
   *
   * @param enter what is put before a command, so that it runs where the agent does
   */
  TruthSampler(Path directory, List<TruthTable.Source> sources, List<String> enter) {
    this.directory = directory;
    this.enter = enter;
    loops =
        List.of(
            loop("often", sources.stream().filter(TruthTable.Source::often).toList(), PAUSE),
            loop("seldom", sources.stream().filter(one -> !one.often()).toList(), ":"));
    try {
      Await.until(
          "each tool has answered",
          () ->
              Files.exists(directory.resolve("often.once"))
                  && Files.exists(directory.resolve("seldom.once")));
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  /** For when the agent is gone: lets each tool answer once more, and ends. */
  void end() {
    try {
      String uptime = Files.readString(Path.of("/proc/uptime"));
      ended = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
      Files.createFile(directory.resolve("stop"));
      for (Process loop : loops) {
        if (!loop.waitFor(20, TimeUnit.SECONDS) || loop.exitValue() != 0) {
          throw new AssertionError("a tool hangs or fails: " + loop.info());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What the tool of a row said. */
  TruthReading reading(TruthRow row) {
    return TruthReading.parse(
        row,
        Command.output(
            "awk",
            "-v",
            "OFMT=%.17g",
            "-v",
            "CONVFMT=%.17g",
            "/^@ /{t = $2; print; next} " + row.program(),
            directory.resolve(row.source() + ".txt").toString()),
        ended);
  }

  @Override
  public void close() {
    for (Process loop : loops) {
      loop.descendants().forEach(ProcessHandle::destroyForcibly);
      loop.destroyForcibly();
    }
  }

  private Process loop(String name, List<TruthTable.Source> sources, String pause) {
    List<String> script = new ArrayList<>();
    script.add("cd " + directory + " || exit 1");
    script.add("export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin");
    script.add("last=");
    script.add("while [ -z \"$last\" ]; do");
    script.add("[ -e stop ] && last=yes");
    for (TruthTable.Source source : sources) {
      script.add("read -r now rest < /proc/uptime");
      script.add("{ echo \"@ $now\"");
      script.add(source.command());
      script.add("} >> " + source.name() + ".txt");
    }
    script.add("touch " + name + ".once");
    script.add(pause);
    script.add("done");
    try {
      Path file = directory.resolve(name + ".sh");
      Files.write(file, script, UTF_8);
      List<String> command = new ArrayList<>(enter);
      command.addAll(List.of("/bin/sh", file.toString()));
      return new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(directory.resolve(name + ".log").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

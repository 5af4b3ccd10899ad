package org.atlasagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.atlasagent.testing.Parsing;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any command line and any configuration file: what is taken without picocli is what picocli would
 * have made of it, and what is not ends with an exit code.
 */
class CommandLineFuzzTest {
  /** What picocli makes of a command line of no length at all, in bytes of input. */
  private static final int ROOM_FOR_PICOCLI = 16 << 10;

  private static final String BETWEEN_ARGUMENTS = "\u001f";
  private static final String BEFORE_FILE = "\u001e";

  @TempDir private Path directory = Path.of("");

  static Stream<byte[]> seeds() {
    return Stream.of(
            "--output none -v --common-tags a=b=c,d=e",
            "--output=udp://[::1]:1234 --flavor titus -s 3 name",
            "--collect cpu,load --no-collect=load --max-series 7",
            "--ignore-mounts ^/snap/ --ignore-devices=zd --ignore-interfaces veth",
            "--root=/tmp --conf-dir /tmp --pmu --discover-ebs --aws-credentials",
            "-t k=v --cadence-factor 2.5 --verbose=false",
            "-vs3",
            "-c default-file --page",
            "--" + BEFORE_FILE + "output='stdout'\nmax-services=9\n",
            BEFORE_FILE + "verbose=true\ncommon-tags=\"a=b\"\n# no\n")
        .map(line -> line.replace(" ", BETWEEN_ARGUMENTS).getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyCommandLine(byte[] input) {
    String[] parts = new String(input, UTF_8).split(BEFORE_FILE, 2);
    CommandLineRun run = new CommandLineRun(directory);
    run.config(parts.length > 1 ? parts[1] : "");
    List<String> args = new ArrayList<>(List.of("run"));
    if (!parts[0].isEmpty()) {
      args.addAll(List.of(parts[0].split(BETWEEN_ARGUMENTS, -1)));
    }
    Parsing.survives(
        input.length + ROOM_FOR_PICOCLI,
        never -> false,
        () -> check(run, args.toArray(String[]::new)));
  }

  private static void check(CommandLineRun run, String... args) {
    run.commands.runs.clear();
    Optional<RunCommand> plain = PlainRun.read(args, run.surroundings(), run.commands);
    if (plain.isEmpty()) {
      int exitCode = run.exitCode(args);
      require(exitCode >= 0 && exitCode <= 2, "exit code " + exitCode);
      return;
    }
    require(plain.get().call() == 0, "plain, but wrong");
    int exitCode = new FullCommandLine(run.surroundings(), run.commands).run(args);
    require(exitCode == 0, "plain, but picocli ends with " + exitCode + ": " + run.err());
    String first = run.commands.runs.getFirst().toString();
    String second = run.commands.runs.getLast().toString();
    require(run.commands.runs.size() == 2 && first.equals(second), first + " is not " + second);
  }

  private static void require(boolean right, String flaw) {
    if (!right) {
      throw new AssertionError(flaw);
    }
  }
}

package org.atlasagent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the process finds around it when it starts, apart from its arguments.
 *
 * @param environment the environment variables
 * @param out the standard output
 * @param err the standard error
 * @param outFailure why something that was written to the standard output got lost
 * @param terminal whether a person reads the standard output
 * @param journal whether the standard error is the journal of systemd
 * @param configFile the configuration file that is read when it exists and none is named
 */
public record Surroundings(
    Map<String, String> environment,
    PrintWriter out,
    PrintWriter err,
    Supplier<Optional<String>> outFailure,
    boolean terminal,
    boolean journal,
    Path configFile) {

  private static final Path CONFIG_FILE = Path.of("/etc/default/atlas-system-agent");
  private static final Path STDOUT = Path.of("/proc/self/fd/1");
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  /** The variables on which the flavor and collectors depend: they reach the configuration. */
  private static final Set<String> PASSED_ON =
      Set.of(
          "AWS_EC2_METADATA_SERVICE_ENDPOINT",
          "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
          "DBUS_SYSTEM_BUS_ADDRESS",
          "KUBERNETES_SERVICE_HOST",
          "NETFLIX_EXECUTOR",
          "TITUS_HOST_EC2_INSTANCE_ID",
          "TITUS_NUM_CPU",
          "TITUS_NUM_NETWORK_BANDWIDTH");

  /** Those of this process. */
  public static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    StandardOutput out = new StandardOutput();
    return new Surroundings(
        environment,
        new PrintWriter(out, false, System.out.charset()),
        new PrintWriter(System.err, true, System.err.charset()),
        out::failure,
        isTerminal(STDOUT),
        isJournal(environment, STDERR),
        CONFIG_FILE);
  }

  /** The environment variables that are no options but part of the configuration; none is empty. */
  Map<String, String> passedOn() {
    Map<String, String> some = new HashMap<>(environment);
    some.keySet().retainAll(PASSED_ON);
    some.values().removeIf(String::isEmpty);
    return some;
  }

  /** Whether an open file is a terminal: by its name, since System.console() asks of stdin too. */
  static boolean isTerminal(Path file) {
    try {
      String name = Files.readSymbolicLink(file).toString();
      return name.startsWith("/dev/pts/")
          || name.startsWith("/dev/tty")
          || name.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whether a file is the stream that systemd announces, as {@code device:inode}: systemd.exec(5).
   */
  static boolean isJournal(Map<String, String> environment, Path file) {
    String announced = environment.get("JOURNAL_STREAM");
    if (announced == null) {
      return false;
    }
    try {
      Map<String, Object> attributes = Files.readAttributes(file, "unix:dev,ino");
      return announced.equals(attributes.get("dev") + ":" + attributes.get("ino"));
    } catch (IOException e) {
      return false;
    }
  }
}

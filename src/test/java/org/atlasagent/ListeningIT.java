package org.atlasagent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a running agent can be reached by others: nowhere, unless it is told to. */
class ListeningIT {
  private static final String LISTEN = "0A";
  private static final int ACCEPTS = 0x10000;

  @TempDir private Path directory = Path.of("");

  @Test
  void nothingListensByDefault() {
    try (AgentProcess agent = run()) {
      agent.awaitErr("lines are dropped: connect: ENOENT");
      // Its sockets come and go with the questions of the rounds.
      Set<String> seen = new HashSet<>();
      for (int look = 0; look < 2_000; look++) {
        seen.addAll(listening(agent.pid()));
      }
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void thePageListensWhereItIsToldTo() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      port = free.getLocalPort();
    }
    try (AgentProcess agent = run("--page=[::1]:" + port)) {
      String place = "tcp6 00000000000000000000000001000000:%04X".formatted(port);
      Await.until("the page is there", () -> listening(agent.pid()).equals(List.of(place)));
    }
  }

  private AgentProcess run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--cadence-factor=20",
                "--conf-dir=" + directory,
                "--output=unix://" + directory.resolve("nobody")));
    arguments.addAll(List.of(more));
    return AgentProcess.start(directory, Map.of(), arguments.toArray(String[]::new));
  }

  /** The sockets of a process to which a stranger could write, each as its table shows it. */
  private static List<String> listening(long pid) {
    Path process = Path.of("/proc", String.valueOf(pid));
    Set<String> own = sockets(process.resolve("fd"));
    List<String> places = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
      for (String[] row : rows(process.resolve("net").resolve(table))) {
        boolean open = table.startsWith("tcp") ? row[3].equals(LISTEN) : row[2].endsWith(":0000");
        if (open && own.contains(row[9])) {
          places.add(table + ' ' + row[1]);
        }
      }
    }
    for (String[] row : rows(process.resolve("net/unix"))) {
      boolean open = row.length > 7 || (Integer.parseInt(row[3], 16) & ACCEPTS) != 0;
      if (open && own.contains(row[6])) {
        places.add("unix " + String.join(" ", row));
      }
    }
    return places;
  }

  /** The inodes of a process's sockets. */
  private static Set<String> sockets(Path descriptors) {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path descriptor : all.toList()) {
        String target = target(descriptor);
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return inodes;
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException closed) {
      return "";
    }
  }

  private static List<String[]> rows(Path table) {
    try {
      return Files.readAllLines(table, US_ASCII).stream()
          .skip(1)
          .map(line -> line.strip().split("\\s+"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

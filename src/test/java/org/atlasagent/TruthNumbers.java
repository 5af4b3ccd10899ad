package org.atlasagent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies of this machine's files of the network and of memory in which no counter is 0 and no two
 * are alike: what seldom happens can be compared too, and a counter that is taken for another is
 * seen.
 */
final class TruthNumbers {
  private static final Pattern NUMBER = Pattern.compile("(?<=[ \t:])\\d+(?=\\s|$)");
  private static final Pattern ZERO = Pattern.compile("(?<![\\w.])0(?![\\w.])");
  private static final Pattern HEXADECIMAL = Pattern.compile("\\b[0-9a-f]{8}\\b");

  private static final List<String> COUNTERS =
      List.of("net/snmp", "net/netstat", "net/snmp6", "net/dev", "net/sockstat", "net/sockstat6");
  private static final List<String> TABLES =
      List.of(
          "net/softnet_stat",
          "net/stat/arp_cache",
          "net/stat/ndisc_cache",
          "net/stat/nf_conntrack");
  private static final List<String> GAUGES =
      List.of(
          "meminfo",
          "vmstat",
          "stat",
          "pressure/cpu",
          "pressure/io",
          "pressure/memory",
          "sys/fs/file-nr",
          "sys/net/netfilter/nf_conntrack_count");
  private static final List<String> AS_THEY_ARE =
      List.of(
          "uptime",
          "diskstats",
          "cpuinfo",
          "sys/net/netfilter/nf_conntrack_max",
          "sys/net/ipv4/tcp_mem",
          "sys/kernel/random/boot_id");

  private final Path proc;
  private long last = 1000;

  /** Makes the files of a host in a directory. */
  TruthNumbers(Path host) throws IOException {
    proc = host.resolve("proc");
    for (String path : COUNTERS) {
      copy(path, line -> line.contains("|") ? line : replaced(NUMBER, line));
    }
    try (Stream<Path> interfaces = Files.list(Path.of("/proc/net/dev_snmp6"))) {
      for (Path file : interfaces.toList()) {
        copy(
            "net/dev_snmp6/" + file.getFileName(),
            line -> line.startsWith("ifIndex") ? line : replaced(NUMBER, line));
      }
    }
    for (String path : TABLES) {
      copy(path, this::hexadecimal);
    }
    for (String path : GAUGES) {
      copy(path, line -> replaced(ZERO, line));
    }
    for (String path : AS_THEY_ARE) {
      copy(path, UnaryOperator.identity());
    }
  }

  private String replaced(Pattern pattern, String line) {
    return pattern.matcher(line).replaceAll(found -> String.valueOf(next()));
  }

  private String hexadecimal(String line) {
    return HEXADECIMAL.matcher(line).replaceAll(found -> "%08x".formatted(next()));
  }

  private long next() {
    last += 37;
    return last;
  }

  /** A file that this kernel lacks is lacking here too. */
  private void copy(String path, UnaryOperator<String> change) throws IOException {
    Path source = Path.of("/proc", path);
    if (!Files.exists(source)) {
      return;
    }
    Path copy = proc.resolve(path);
    Files.createDirectories(copy.getParent());
    List<String> lines = Files.readAllLines(source, ISO_8859_1).stream().map(change).toList();
    Files.write(copy, lines, ISO_8859_1);
  }
}

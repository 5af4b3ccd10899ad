package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.Test;

/**
 * The collectors of a host on the machine that runs the test, beside a second reading in plain Java
 * before and after, which shares no code with them.
 */
class HostLiveTest {
  private static final long MEBIBYTE = 1 << 20;

  /** What other programs may take or give back between two readings. */
  private static final BigDecimal MEMORY_CHURN = BigDecimal.valueOf(512 * MEBIBYTE);

  private static final BigDecimal PROCESS_CHURN = BigDecimal.valueOf(50);
  private static final BigDecimal THREAD_CHURN = BigDecimal.valueOf(500);

  @Test
  void cpuCountsTheProcessorsAndSharesOutTheirTime() {
    long processors =
        lines("/proc/stat").stream().filter(line -> line.matches("cpu\\d+ .*")).count();
    try (RunningCollector collector = RunningCollector.onThisMachine("cpu")) {
      Map<String, BigDecimal> reported = run(collector);
      assertThat(reported.get("sys.cpu.numProcessors")).isEqualByComparingTo(number(processors));

      Await.until(
          "some time has been used",
          () -> {
            reported.putAll(run(collector));
            return reported.containsKey("sys.cpu.utilization,id=user");
          });
      BigDecimal sum =
          reported.entrySet().stream()
              .filter(entry -> entry.getKey().startsWith("sys.cpu.utilization,"))
              .map(Map.Entry::getValue)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sum).isBetween(BigDecimal.ZERO, new BigDecimal("100.000001"));
    }
  }

  @Test
  void memoryIsWhatTheFileSays() {
    Supplier<Map<String, BigDecimal>> reading =
        () -> {
          Map<String, BigDecimal> kept = new TreeMap<>();
          Map<String, String> keys =
              Map.of(
                  "MemTotal:", "mem.totalReal",
                  "MemFree:", "mem.freeReal",
                  "MemAvailable:", "mem.availReal",
                  "Buffers:", "mem.buffer",
                  "Cached:", "mem.cached",
                  "Shmem:", "mem.shared",
                  "SwapTotal:", "mem.totalSwap",
                  "SwapFree:", "mem.availSwap");
          for (String line : lines("/proc/meminfo")) {
            String[] words = line.split("\\s+", -1);
            if (keys.containsKey(words[0])) {
              kept.put(keys.get(words[0]), number(1024 * Long.parseLong(words[1])));
            }
          }
          return kept;
        };
    Map<String, BigDecimal> reported = assertBetween("memory", reading, MEMORY_CHURN);
    assertThat(reported.get("mem.totalReal")).isEqualTo(reading.get().get("mem.totalReal"));
  }

  @Test
  void loadIsWhatTheFileSays() {
    assertBetween(
        "load",
        () -> {
          String[] words = words("/proc/loadavg");
          return Map.of(
              "sys.load.1", new BigDecimal(words[0]),
              "sys.load.5", new BigDecimal(words[1]),
              "sys.load.15", new BigDecimal(words[2]));
        },
        BigDecimal.ZERO);
  }

  @Test
  void uptimeIsWhatTheFileSays() {
    assertBetween(
        "uptime",
        () -> Map.of("sys.uptime", new BigDecimal(words("/proc/uptime")[0])),
        BigDecimal.ZERO);
  }

  @Test
  void processesAreThoseThatProcLists() {
    assertBetween(
        "processes",
        () -> Map.of("sys.currentProcesses", number(numbered("/proc").length)),
        PROCESS_CHURN);
    assertBetween(
        "processes",
        () ->
            Map.of(
                "sys.currentThreads",
                number(
                    Arrays.stream(numbered("/proc"))
                        .mapToLong(pid -> numbered("/proc/" + pid + "/task").length)
                        .sum())),
        THREAD_CHURN);
  }

  @Test
  void vmstatIsWhatTheFilesSay() {
    assertBetween(
        "vmstat",
        () -> {
          Map<String, BigDecimal> all = new TreeMap<>();
          value("/proc/stat", "processes", all, "vmstat.procs.count");
          value("/proc/vmstat", "pgpgin", all, "vmstat.paging,id=in");
          value("/proc/vmstat", "pgpgout", all, "vmstat.paging,id=out");
          value("/proc/vmstat", "pswpin", all, "vmstat.swapping,id=in");
          value("/proc/vmstat", "pswpout", all, "vmstat.swapping,id=out");
          all.put("vmstat.fh.max", new BigDecimal(words("/proc/sys/fs/file-nr")[2]));
          return all;
        },
        BigDecimal.ZERO);
  }

  @Test
  void pressureIsWhatTheFilesSay() {
    assertBetween(
        "pressure",
        () -> {
          Map<String, BigDecimal> all = new TreeMap<>();
          for (String resource : List.of("cpu", "io", "memory")) {
            Path file = Path.of("/proc/pressure", resource);
            for (String line : Files.exists(file) ? lines(file.toString()) : List.<String>of()) {
              String kind = line.substring(0, line.indexOf(' '));
              if (!(resource + kind).equals("cpufull")) {
                all.put(
                    "sys.pressure." + kind + ",id=" + resource,
                    new BigDecimal(line.substring(line.lastIndexOf('=') + 1)).movePointLeft(6));
              }
            }
          }
          return all;
        },
        BigDecimal.ZERO);
  }

  @Test
  void fileSystemsAreAsLargeAsJavaFindsThem() throws IOException {
    try (RunningCollector collector = RunningCollector.onThisMachine("filesystems")) {
      Map<String, BigDecimal> reported = run(collector);
      int compared = 0;
      for (String point : mountPoints()) {
        String id = point.equals("/") ? "root" : point.substring(1);
        FileStore store = Files.getFileStore(Path.of(point));
        for (Map.Entry<String, BigDecimal> entry : reported.entrySet()) {
          if (entry.getKey().contains(",id=" + id.replace('/', '_') + ",")
              || entry.getKey().endsWith(",id=" + id.replace('/', '_'))) {
            compared += compare(store, entry.getKey(), entry.getValue()) ? 1 : 0;
          }
        }
      }
      boolean any = reported.keySet().stream().anyMatch(key -> key.startsWith("disk.bytesMax"));
      assertThat(compared > 0).isEqualTo(any);
    }
  }

  @Test
  void disksAreWhatTheFileSays() {
    assertBetween(
        "disks",
        () -> {
          Map<String, BigDecimal> all = new TreeMap<>();
          for (String line : lines("/proc/diskstats")) {
            String[] words = line.strip().split("\\s+", -1);
            if (!words[0].matches("[17]")) {
              String dev = words[2].replaceAll("[^-._A-Za-z0-9~^]", "_");
              all.put("disk.io.bytes,dev=" + dev + ",id=read", sectors(words[5]));
              all.put("disk.io.bytes,dev=" + dev + ",id=write", sectors(words[9]));
            }
          }
          return all;
        },
        BigDecimal.ZERO);
  }

  /** Each value of the second reading, not below the lower and not above the higher of two. */
  private static Map<String, BigDecimal> assertBetween(
      String name, Supplier<Map<String, BigDecimal>> reading, BigDecimal churn) {
    try (RunningCollector collector = RunningCollector.onThisMachine(name)) {
      Map<String, BigDecimal> before = reading.get();
      Map<String, BigDecimal> reported = run(collector);
      Map<String, BigDecimal> after = reading.get();
      assertThat(reported.isEmpty()).as("whether there is anything").isEqualTo(before.isEmpty());
      before.forEach((series, one) -> {
        BigDecimal other = after.get(series);
        assertThat(reported).containsKey(series);
        assertThat(reported.get(series))
            .as(series)
            .isBetween(one.min(other).subtract(churn), one.max(other).add(churn));
      });
      return reported;
    }
  }

  private static Map<String, BigDecimal> run(RunningCollector collector) {
    Map<String, BigDecimal> reported = new TreeMap<>();
    for (String line : collector.run(Due.ALL).lines()) {
      int value = line.lastIndexOf(':');
      reported.put(line.substring(2, value), new BigDecimal(line.substring(value + 1)));
    }
    return reported;
  }

  private static boolean compare(FileStore store, String series, BigDecimal value)
      throws IOException {
    if (series.startsWith("disk.bytesMax")) {
      assertThat(value).as(series).isEqualByComparingTo(number(store.getTotalSpace()));
      return true;
    }
    if (series.startsWith("disk.bytesFree")) {
      assertThat(value.subtract(number(store.getUnallocatedSpace())).abs())
          .as(series)
          .isLessThan(MEMORY_CHURN);
    }
    return false;
  }

  /** Mount points without escapes; that of a mount over another one counts once. */
  private static List<String> mountPoints() {
    return lines("/proc/self/mountinfo").stream()
        .map(line -> line.split(" ", -1)[4])
        .filter(point -> !point.contains("\\") && Files.isReadable(Path.of(point)))
        .distinct()
        .toList();
  }

  private static void value(
      String file, String key, Map<String, BigDecimal> values, String series) {
    lines(file).stream()
        .map(line -> line.split(" ", -1))
        .filter(words -> words[0].equals(key))
        .forEach(words -> values.put(series, new BigDecimal(words[1])));
  }

  private static BigDecimal sectors(String count) {
    return number(512 * Long.parseLong(count));
  }

  private static BigDecimal number(long value) {
    return BigDecimal.valueOf(value);
  }

  private static String[] numbered(String directory) {
    String[] names = Path.of(directory).toFile().list();
    // A process that has ended meanwhile has no threads.
    return names == null
        ? new String[0]
        : Stream.of(names).filter(name -> name.matches("\\d+")).toArray(String[]::new);
  }

  private static String[] words(String file) {
    return lines(file).getFirst().split("\\s+", -1);
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

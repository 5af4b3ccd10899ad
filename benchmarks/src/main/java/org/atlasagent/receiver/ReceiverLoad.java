package org.atlasagent.receiver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what a receiver takes: lines a second on one thread, and memory with half an hour of the
 * past, as if each series had a line a minute. The receiver's clock is the benchmark's, so half an
 * hour takes seconds. Lines come in datagrams of 60,000 bytes, as the agent sends them; every tenth
 * series is a timer, the others are half totals, half gauges, all with values that change.
 *
 * <p>Arguments: numbers of series. Writes one row for each.
 */
public final class ReceiverLoad {
  private static final int DATAGRAM = 60_000;
  private static final int MINUTES = 31;
  private static final long SECOND = 1_000_000_000;

  private long nanos = 1;
  private long lines;
  private final Receiver receiver;
  private final int series;

  private ReceiverLoad(int series) {
    this.series = series;
    receiver =
        new Receiver(
            Capacity.of(Runtime.getRuntime().maxMemory()),
            nanos,
            () -> nanos,
            () -> nanos / 1_000_000,
            LineListener.NONE);
  }

  /** Measures. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(
        """
        | series | lines a second | steps: ms, most | snapshot, ms | used heap, MiB | RSS, MiB | minutes of the past |
        | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\
        """);
    for (String argument : arguments) {
      new ReceiverLoad(Integer.parseInt(argument)).measure();
    }
  }

  private void measure() throws IOException {
    long spent = 0;
    long longestStep = 0;
    for (int minute = 0; minute < MINUTES; minute++) {
      List<byte[]> datagrams = datagrams(minute);
      long began = System.nanoTime();
      for (byte[] datagram : datagrams) {
        receiver.accept(datagram, 0, datagram.length);
      }
      // The first minutes warm the compiler up, and make the series.
      spent += minute < 3 ? 0 : System.nanoTime() - began;
      lines += minute < 3 ? 0 : series;
      for (int step = 0; step < 60 / Steps.SECONDS; step++) {
        nanos += Steps.SECONDS * SECOND;
        long stepBegan = System.nanoTime();
        receiver.tick();
        longestStep = Math.max(longestStep, System.nanoTime() - stepBegan);
      }
    }
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    double used = (runtime.totalMemory() - runtime.freeMemory()) / 0x1p20;
    long snapshotBegan = System.nanoTime();
    Snapshot snapshot = receiver.snapshot();
    double snapshotMillis = (System.nanoTime() - snapshotBegan) / 1e6;
    if (snapshot.refused() > 0 || snapshot.rows().size() != series) {
      throw new IllegalStateException(
          snapshot.rows().size() + " series, refused: " + snapshot.refused());
    }
    System.out.printf(
        "| %,d | %,.0f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
        series,
        lines * 1e9 / spent,
        longestStep / 1e6,
        snapshotMillis,
        used,
        rss(),
        past(snapshot) * Steps.SECONDS / 60.0);
  }

  /** For how many steps the past of some total is still known. */
  private int past(Snapshot snapshot) {
    int number =
        snapshot.rows().stream()
            .filter(row -> row.reading() instanceof Reading.Total)
            .findFirst()
            .orElseThrow()
            .number();
    History.Line line = receiver.history(new int[] {number}, 0).lines().getFirst();
    for (int i = 0; i < line.size(); i++) {
      if (!Float.isNaN(line.value(i))) {
        return line.size() - i;
      }
    }
    return 0;
  }

  private List<byte[]> datagrams(int minute) {
    List<byte[]> datagrams = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < series; i++) {
      lines
          .append(
              i % 10 == 0
                  ? "t:agent.collection"
                  : i % 2 == 0 ? "U:net.iface.bytes" : "g:mem.cached")
          .append(",iface=eth")
          .append(i)
          .append(",nf.node=i-0123456789abcdef,xatlas.process=atlas-system-agent:")
          .append(1_000_000L * minute + i)
          .append(i % 2 == 0 && i % 10 != 0 ? "" : ".25")
          .append('\n');
      if (lines.length() > DATAGRAM - 200 || i == series - 1) {
        datagrams.add(lines.toString().getBytes(StandardCharsets.US_ASCII));
        lines.setLength(0);
      }
    }
    return datagrams;
  }

  private static double rss() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .sum();
  }
}

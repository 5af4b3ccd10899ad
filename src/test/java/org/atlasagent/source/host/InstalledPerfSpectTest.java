package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.atlasagent.source.sysfs.ProductName.Maker;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class InstalledPerfSpectTest {
  @TempDir private Path directory;

  @Test
  void isStartedWithTheFilesOfTheMaker() throws IOException {
    install("echo \"$@\"; sleep 1000");

    try (PerfSpect perfSpect = perfSpect()) {
      assertThat(take(perfSpect, 1))
          .containsExactly(
              "metrics --eventfile %1$s/etc/events-amd.txt --metricfile %1$s/etc/metrics-amd.json"
                      .formatted(directory)
                  + " --interval 5 --live --syslog");
    }
  }

  @Test
  void isStartedAgainWhenItDies() throws IOException {
    install("echo a,b,c,d,2.5,10,20,30; exit 1");

    try (PerfSpect perfSpect = perfSpect()) {
      assertThat(take(perfSpect, 2)).contains("a,b,c,d,2.5,10,20,30");
    }
  }

  @Test
  void isAbsentWhereItIsNotInstalled() {
    try (PerfSpect perfSpect = perfSpect()) {
      assertThat(perfSpect.take(Maker.INTEL)).isEmpty();
    }
  }

  @Test
  void endsWhenItIsUninstalled() throws IOException {
    Path number = directory.resolve("number");
    install("echo $$ > " + number + "; sleep 1000");
    try (PerfSpect perfSpect = perfSpect()) {
      perfSpect.take(Maker.INTEL);
      Script.lineOf(number);

      Files.delete(directory.resolve("bin/perfspect"));

      assertThat(perfSpect.take(Maker.INTEL)).isEmpty();
      Script.awaitEnd(number);
    }
  }

  @Test
  void isNotStartedAfterItsEnd() throws IOException {
    install("sleep 1000");
    PerfSpect perfSpect = perfSpect();
    perfSpect.close();

    assertThat(perfSpect.take(Maker.INTEL)).isEmpty();
  }

  private void install(String body) throws IOException {
    Script.write(directory.resolve("bin/perfspect"), body);
  }

  private PerfSpect perfSpect() {
    return new InstalledPerfSpect(directory, TimeUnit.MILLISECONDS.toNanos(1), System::nanoTime);
  }

  private static List<String> take(PerfSpect perfSpect, int lines) {
    List<String> all = new ArrayList<>();
    Await.until(
        lines + " lines came",
        () -> {
          all.addAll(perfSpect.take(Maker.AMD).orElseThrow().lines());
          return all.size() >= lines;
        });
    return all;
  }
}

package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CpuFrequencyCollectorTest {
  private static final Due SECOND = new Due(true, false, false);
  private static final Path CPU = Path.of("sys/devices/system/cpu");

  @TempDir private Path directory;

  private RecordedHost host;
  private RunningCollector frequencies;

  @BeforeEach
  void startWithOnePolicy() {
    host = RecordedHost.copy("empty", directory);
    policy(0, 3000);
    frequencies = host.start(RecordedHost.collector("cpufreq"));
    assertThat(current()).containsExactly("d:sys.curCoreFrequency:3000");
  }

  @AfterEach
  void close() {
    frequencies.close();
  }

  @Test
  void seesANewPolicyWithTheNextMinute() {
    policy(4, 3004);

    assertThat(current()).containsExactly("d:sys.curCoreFrequency:3000");
    frequencies.run(Due.ALL);
    assertThat(current())
        .containsExactly("d:sys.curCoreFrequency:3000", "d:sys.curCoreFrequency:3004");
  }

  @Test
  void seesANewPolicyAtOnceWhenProcessorsGoOnLine() {
    policy(4, 3004);
    write(CPU.resolve("online"), "0-7");

    assertThat(current())
        .containsExactly("d:sys.curCoreFrequency:3000", "d:sys.curCoreFrequency:3004");
  }

  @Test
  void aPolicyThatLacksAFileIsLeftOutWhole() {
    write(CPU.resolve("cpufreq/policy4/scaling_min_freq"), "1000");
    write(CPU.resolve("cpufreq/policy4/scaling_max_freq"), "4000");

    assertThat(frequencies.run(Due.ALL).lines())
        .containsExactly(
            "d:sys.curCoreFrequency:3000",
            "d:sys.maxCoreFrequency:4000",
            "d:sys.minCoreFrequency:1000");
  }

  @Test
  void aPolicyThatCannotBeReadIsLeftOutWhole() throws IOException {
    write(CPU.resolve("cpufreq/policy4/scaling_min_freq"), "1000");
    write(CPU.resolve("cpufreq/policy4/scaling_max_freq"), "4000");
    Files.createDirectory(directory.resolve(CPU).resolve("cpufreq/policy4/scaling_cur_freq"));

    assertThat(frequencies.run(Due.ALL).lines()).hasSize(3);
    assertThat(current()).containsExactly("d:sys.curCoreFrequency:3000");
  }

  private void policy(int number, int current) {
    Path policy = CPU.resolve("cpufreq/policy" + number);
    write(policy.resolve("scaling_min_freq"), "1000");
    write(policy.resolve("scaling_max_freq"), "4000");
    write(policy.resolve("scaling_cur_freq"), Integer.toString(current));
  }

  private void write(Path file, String line) {
    host.write(file, (line + "\n").getBytes(US_ASCII));
  }

  private List<String> current() {
    return frequencies.run(SECOND).lines().stream()
        .filter(line -> line.startsWith("d:sys.curCoreFrequency"))
        .toList();
  }
}

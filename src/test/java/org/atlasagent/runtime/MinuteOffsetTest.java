package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.atlasagent.source.KernelFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinuteOffsetTest {
  private static final String ID = "4c4c4544004b4d108057b3c04f4d3332";

  @TempDir private Path root = Path.of("");

  @Test
  void aFleetIsSpreadOverTheMiddleOfTheMinute() {
    Random random = new Random(1);
    Map<Integer, Integer> machines = new TreeMap<>();
    for (int i = 0; i < 41_000; i++) {
      String id = "%016x%016x".formatted(random.nextLong(), random.nextLong());
      machines.merge(MinuteOffset.of(id), 1, Integer::sum);
    }

    assertThat(machines).hasSize(41).containsKeys(10, 50);
    assertThat(machines.values()).allSatisfy(count -> assertThat(count).isBetween(800, 1200));
  }

  @Test
  void oneMachineAlwaysHasTheSame() throws IOException {
    write("etc/machine-id", ID + "\n");
    write("proc/sys/kernel/random/boot_id", "one\n");
    int offset = offset();
    write("proc/sys/kernel/random/boot_id", "another\n");

    assertThat(offset()).isEqualTo(offset).isEqualTo(MinuteOffset.of(ID));
  }

  @Test
  void withoutAMachineIdTheBootCounts() throws IOException {
    write("etc/machine-id", "\n");
    write("proc/sys/kernel/random/boot_id", "a-boot\n");
    assertThat(offset()).isEqualTo(MinuteOffset.of("a-boot"));

    Files.delete(root.resolve("etc/machine-id"));
    assertThat(offset()).isEqualTo(MinuteOffset.of("a-boot"));
  }

  @Test
  void whatCannotBeReadIsNoReasonNotToStart() throws IOException {
    Files.createDirectories(root.resolve("etc/machine-id"));

    assertThat(offset()).isEqualTo(30);
  }

  private int offset() {
    try (KernelFiles files = new KernelFiles(root)) {
      return MinuteOffset.of(files);
    }
  }

  private void write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolve("..").normalize());
    Files.writeString(file, content);
  }
}

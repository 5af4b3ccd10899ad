package org.atlasagent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryAdviceTest {
  private static final int SIZE = 1 << 20;

  @TempDir private Path directory = Path.of("");

  @Test
  void pagesOfAFileLeaveAndComeBack() throws IOException {
    byte[] content = new byte[SIZE];
    Arrays.fill(content, (byte) 7);
    Path file = Files.write(directory.resolve("file"), content);
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file)) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, SIZE, arena);
      assertThat(sum(mapped)).isEqualTo(7 * SIZE);
      assertThat(residentKb(file)).isEqualTo(SIZE / 1024);

      MemoryAdvice.dropCleanPages(mapped.address(), mapped.address() + SIZE);

      assertThat(residentKb(file)).isZero();
      assertThat(sum(mapped)).isEqualTo(7 * SIZE);
    }
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    assertThatThrownBy(() -> MemoryAdvice.dropCleanPages(1, 4097))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("madvise")
        .hasMessageContaining("EINVAL");
  }

  private static int sum(MemorySegment segment) {
    int sum = 0;
    for (long i = 0; i < SIZE; i++) {
      sum += segment.get(ValueLayout.JAVA_BYTE, i);
    }
    return sum;
  }

  private static long residentKb(Path file) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).endsWith(" " + file)) {
        String rss =
            lines.subList(i, lines.size()).stream()
                .filter(line -> line.startsWith("Rss:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(rss.replaceAll("\\D", ""));
      }
    }
    throw new AssertionError(file + " is not mapped");
  }
}

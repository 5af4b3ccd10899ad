package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.atlasagent.linux.SystemConfiguration;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFiles;
import org.junit.jupiter.api.Test;

final class AuxvTest {
  @Test
  void findsThePageSizeAmongOtherPairs() {
    assertThat(parse(33, 0x7fff0000L, 6, 65536, 17, 100, 0, 0)).hasValue(65536);
  }

  @Test
  void doesNotLookBehindTheEnd() {
    assertThat(parse(33, 1, 0, 0, 6, 4096)).isEmpty();
  }

  @Test
  void isAbsentWhereThePairIsCutOff() {
    byte[] whole = bytes(33, 1, 6, 4096);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThat(Auxv.parsePageSize(Fields.of("/proc/self/auxv", cut))).isEmpty();
  }

  @Test
  void agreesWithTheRunningKernel() {
    assertThat(Auxv.pageSize(new KernelFiles(Path.of("/")).proc("self/auxv")))
        .hasValue(SystemConfiguration.pageBytes());
  }

  private static OptionalLong parse(long... numbers) {
    return Auxv.parsePageSize(Fields.of("/proc/self/auxv", bytes(numbers)));
  }

  private static byte[] bytes(long... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(numbers).forEach(bytes::putLong);
    return bytes.array();
  }
}

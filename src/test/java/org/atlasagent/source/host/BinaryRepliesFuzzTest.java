package org.atlasagent.source.host;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.atlasagent.testing.Parsing;
import org.junit.jupiter.params.provider.MethodSource;

/** What chronyd, an NVMe disk and the driver of a network card may answer: any bytes. */
class BinaryRepliesFuzzTest {
  private static final Path REPLIES = Path.of("src/test/resources/hosts/modern/replies");

  /** The sequence number with which the replies of chronyd were recorded. */
  private static final int SEQUENCE = 7;

  static Stream<byte[]> seeds() {
    return Stream.of(
        seed(0, "chrony/14.bin"),
        seed(1, "chrony/15-0.bin"),
        seed(1, "chrony/15-1.bin"),
        seed(2, "ebs/nvme0n1.bin"),
        seed(3, "ethtool/eth0"));
  }

  private static byte[] seed(int choice, String file) {
    try {
      byte[] reply = Files.readAllBytes(REPLIES.resolve(file));
      byte[] seed = new byte[reply.length + 1];
      seed[0] = (byte) choice;
      System.arraycopy(reply, 0, seed, 1, reply.length);
      return seed;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyReply(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] reply = Arrays.copyOfRange(input, 1, input.length);
    Parsing.survives(input.length, () -> parse(input[0] & 3, reply));
  }

  private static void parse(int choice, byte[] reply) {
    switch (choice) {
      case 0 -> ChronyReply.numberOfSources(reply, SEQUENCE, "chronyd");
      case 1 -> ChronyReply.sourceData(reply, SEQUENCE, "chronyd");
      case 2 -> EbsLogPage.parse("/dev/nvme0n1", reply);
      default -> {
        List<String> lines = new String(reply, StandardCharsets.ISO_8859_1).lines().toList();
        Allowances.read(new Driver(lines), "eth0", Allowances.Layout.NONE);
      }
    }
  }

  /** A driver whose names of statistics are lines. */
  private record Driver(List<String> lines) implements InterfaceStatistics {
    @Override
    public OptionalInt index(String name) {
      return OptionalInt.of(1);
    }

    @Override
    public Optional<List<String>> names(String name) {
      return Optional.of(lines);
    }

    @Override
    public Optional<long[]> values(String name, int count) {
      return Optional.of(new long[count]);
    }
  }
}

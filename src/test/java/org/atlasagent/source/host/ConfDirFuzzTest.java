package org.atlasagent.source.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.testing.Parsing;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator's files {@code *.systemd-unit} and {@code *.ebs-devices}, with anything in them. */
class ConfDirFuzzTest {
  @TempDir private Path directory = Path.of("");

  static Stream<byte[]> seeds() {
    return Stream.of(
            "# services\n^nginx\\.service$\npostgresql@\n(a|b)+\n[\n",
            "/dev/nvme0n1\n# none\n/dev/\n/dev/a b\nnvme1n1\n",
            "(?<n>a)\\k<n>{2,3}?\\Qx\\E|^$\n")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyContent(byte[] input) throws IOException {
    Files.write(directory.resolve("a.systemd-unit"), input);
    Files.write(directory.resolve("a.ebs-devices"), input);
    Parsing.survives(input.length, never -> false, this::read);
  }

  private void read() {
    UnitPatterns patterns = UnitPatterns.read(directory);
    patterns.globs();
    boolean _ = patterns.wanted().test("x.y");
    KernelFiles files = new KernelFiles(directory);
    new EbsDevices(directory, false, files).find().paths().forEach(ConfDirFuzzTest::requireDevice);
  }

  private static void requireDevice(String path) {
    if (!path.startsWith("/dev/") || path.indexOf('\n') >= 0 || path.indexOf('\0') >= 0) {
      throw new AssertionError("no path of a device: " + path);
    }
  }
}

package org.atlasagent.source.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.atlasagent.testing.Parsing;
import org.junit.jupiter.params.provider.MethodSource;

/** What dcgmi and PerfSpect may print: any bytes. */
class ProgramOutputFuzzTest {
  private static final int LONGEST_LINE = 4096;

  static Stream<byte[]> seeds() {
    return Stream.of(
            """
            #Entity   GRACT  SMACT  SMOCC  TENSO  DRAMA  FP32A  FP16A  PCITX  PCIRX  NVLTX  NVLRX
            ID
            GPU 0     0.013  0.012  0.5    0.000  0.25   1.0    0      1e9    2E+3   N/A    N/A
            """,
            "TS,SKT,CPU,CID,frequency,cycles,instructions,misses\n",
            "1732,0,0,,2.9,3.1e9,4200000000,17.5\n")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyOutput(byte[] input) {
    Parsing.survives(
        input.length,
        () ->
            DcgmReading.parse(0, new String(input, UTF_8))
                .gpus()
                .forEach(ProgramOutputFuzzTest::check));
    Parsing.survives(input.length, () -> readLines(input));
  }

  private static void check(DcgmReading.Gpu gpu) {
    for (DcgmField field : DcgmField.values()) {
      gpu.value(field).ifPresent(ProgramOutputFuzzTest::requireAmount);
    }
  }

  private static void readLines(byte[] input) throws IOException {
    BoundedLines lines = new BoundedLines(new ByteArrayInputStream(input), LONGEST_LINE);
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (line.get().indexOf('\n') >= 0 || line.get().length() > LONGEST_LINE) {
        throw new AssertionError("not a line within the bound: " + line.get());
      }
      PerfSpectReading.parse(line.get())
          .ifPresent(reading -> {
            requireAmount(reading.frequency());
            requireAmount(reading.cyclesPerSecond());
            requireAmount(reading.instructionsPerSecond());
            requireAmount(reading.l2MissesPerSecond());
          });
    }
  }

  private static void requireAmount(double value) {
    if (!Double.isFinite(value) || value < 0) {
      throw new AssertionError("no amount: " + value);
    }
  }
}

package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class InstalledDcgmTest {
  @TempDir private Path directory;

  @Test
  void asksForOneRowOfTheFieldsOfTheContract() throws IOException {
    install("echo \"$@\" > " + directory.resolve("arguments"));

    try (Dcgm dcgm = dcgm()) {
      assertThat(dcgm.read()).contains(new DcgmReading(42, List.of()));
    }
    assertThat(Script.lineOf(directory.resolve("arguments")))
        .isEqualTo("dmon -c 1 -e 1001,1002,1003,1004,1005,1007,1008,1009,1010,1011,1012");
  }

  @Test
  void readsARowForEachGpu() throws IOException {
    install(
        """
        cat <<'END'
        #Entity   GRACT   SMACT   SMOCC   TENSO   DRAMA   FP32A   FP16A   PCITX   PCIRX   NVLTX   NVLRX
        ID
        GPU 1     0.984   0.930   0.250   0.038   0.869   0.111   0.222   1024    2048    N/A     N/A
        GPU 0     0.000   N/A     0.000   0.000   0.000   0.000   0.000   1e9     3       5       7

        END\
        """);

    try (Dcgm dcgm = dcgm()) {
      DcgmReading reading = dcgm.read().orElseThrow();

      assertThat(reading.gpus()).extracting(DcgmReading.Gpu::index).containsExactly("1", "0");
      DcgmReading.Gpu first = reading.gpus().getFirst();
      assertThat(first.value(DcgmField.GRAPHICS_ENGINE_ACTIVE)).hasValue(0.984);
      assertThat(first.value(DcgmField.SM_OCCUPANCY)).hasValue(0.25);
      assertThat(first.value(DcgmField.FP16_ACTIVE)).hasValue(0.222);
      assertThat(first.value(DcgmField.PCIE_SENT)).hasValue(1024);
      assertThat(first.value(DcgmField.NVLINK_SENT)).isEmpty();
      DcgmReading.Gpu second = reading.gpus().getLast();
      assertThat(second.value(DcgmField.SM_ACTIVE)).isEmpty();
      assertThat(second.value(DcgmField.PCIE_SENT)).hasValue(1e9);
      assertThat(second.value(DcgmField.NVLINK_RECEIVED)).hasValue(7);
    }
  }

  @Test
  void anotherNumberOfFieldsIsMalformed() throws IOException {
    install("echo GPU 0 0.5 0.5");

    try (Dcgm dcgm = dcgm()) {
      assertThatThrownBy(dcgm::read)
          .isInstanceOf(MalformedException.class)
          .hasMessage("dcgmi dmon: not 11 values in line \"GPU 0 0.5 0.5\"");
    }
  }

  @Test
  void aFieldThatIsNoNumberIsMalformed() throws IOException {
    install("echo GPU 0 0 0 0 0 0 many 0 0 0 0 0");

    try (Dcgm dcgm = dcgm()) {
      assertThatThrownBy(dcgm::read)
          .isInstanceOf(MalformedException.class)
          .hasMessageStartingWith("dcgmi dmon: not a number: many in line");
    }
  }

  @Test
  void aManagerThatDoesNotAnswerIsAFailure() throws IOException {
    install("echo unable to connect to host engine >&2; exit 255");

    try (Dcgm dcgm = dcgm()) {
      assertThatThrownBy(dcgm::read)
          .isInstanceOf(SourceException.class)
          .hasMessageEndingWith("exit code 255: unable to connect to host engine");
    }
  }

  @Test
  void isAbsentWhereItIsNotInstalled() {
    try (Dcgm dcgm = dcgm()) {
      assertThat(dcgm.read()).isEmpty();
    }
  }

  private void install(String body) throws IOException {
    Script.write(directory.resolve("dcgmi"), body);
  }

  private Dcgm dcgm() {
    return new InstalledDcgm(directory.resolve("dcgmi"), 30_000, () -> 42);
  }
}

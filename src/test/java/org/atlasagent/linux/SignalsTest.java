package org.atlasagent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SignalsTest {
  /** A signal that the virtual machine has no use for. */
  private static final int SIGUSR1 = 10;

  @Test
  void anIgnoredSignalIsInTheMaskOfTheProcess() throws IOException {
    assertThat(ignored().testBit(SIGUSR1 - 1)).isFalse();
    Signals.ignore(SIGUSR1);
    assertThat(ignored().testBit(SIGUSR1 - 1)).isTrue();
  }

  @Test
  void aSignalThatCannotBeIgnoredIsAFailure() {
    assertThatThrownBy(() -> Signals.ignore(9))
        .isInstanceOf(LinuxException.class)
        .hasMessage("signal: EINVAL (signal 9)");
  }

  private static BigInteger ignored() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
        .findFirst()
        .orElseThrow();
  }
}

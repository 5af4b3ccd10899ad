package org.atlasagent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThisProcessTest {
  @Test
  void isTheOneThatJavaKnows() {
    assertThat(ThisProcess.id()).isEqualTo(ProcessHandle.current().pid());
  }
}

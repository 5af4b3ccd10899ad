package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.atlasagent.source.procfs.Smaps.Mapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartPagesTest {
  @ParameterizedTest
  @CsvSource({
    "r-xp, /opt/agent/lib/server/libjvm.so, 0, true",
    "r--p, /opt/agent/lib/atlas-system-agent/atlas-system-agent.aot, 0, true",
    "r--s, /opt/agent/lib/modules, 0, true",
    // Relocated by the dynamic linker: nothing but memory holds it.
    "r--p, /opt/agent/lib/server/libjvm.so, 940, false",
    "rw-p, /opt/agent/lib/atlas-system-agent/atlas-system-agent.aot, 0, false",
    // May be in the middle of being loaded.
    "r-xp, /usr/lib/libnvidia-ml.so.1, 0, false",
    "r-xp, '', 0, false"
  })
  void onlyWhatNobodyWroteToIsGivenBack(
      String permissions, String file, long anonymousKb, boolean droppable) {
    assertThat(StartPages.isDroppable(new Mapping(4096, 8192, permissions, file, anonymousKb)))
        .isEqualTo(droppable);
  }

  @Test
  void theVirtualMachineLivesOn() {
    LogLines log = new LogLines(new FakeClock());
    new StartPages(log.log()).giveBack();

    assertThat(log.take()).isEmpty();
  }
}

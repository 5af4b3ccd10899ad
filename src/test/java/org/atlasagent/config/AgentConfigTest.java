package org.atlasagent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentConfigTest {
  @Test
  void refusesWhatCannotBe() {
    assertRefused(AgentConfig.builder().root(Path.of("relative")), "the root is not absolute");
    assertRefused(AgentConfig.builder().maxSeries(0), "not a bound on series: 0");
    assertRefused(AgentConfig.builder().maxServices(-1), "not a bound on services: -1");
    assertRefused(AgentConfig.builder().cadenceFactor(0.9), "not a cadence factor: 0.9");
    assertRefused(AgentConfig.builder().cadenceFactor(1001), "not a cadence factor: 1001.0");
    assertRefused(AgentConfig.builder().cadenceFactor(Double.NaN), "not a cadence factor: NaN");
  }

  @Test
  void theNameOfTheAgentIsOnEverySeries() {
    Labels named = new Labels(Map.of("xatlas.process", "mine", "a", "b"), Map.of());

    assertThat(named.commonWithProcess("default"))
        .isEqualTo(Map.of("a", "b", "xatlas.process", "mine"));
    assertThat(Labels.NONE.commonWithProcess("default"))
        .isEqualTo(Map.of("xatlas.process", "default"));
  }

  private static void assertRefused(AgentConfig.Builder builder, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageStartingWith(message);
  }
}

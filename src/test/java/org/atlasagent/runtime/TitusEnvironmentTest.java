package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.atlasagent.collector.ContainerLimits;
import org.atlasagent.collector.Flavor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TitusEnvironmentTest {
  private static final String HOST = "TITUS_HOST_EC2_INSTANCE_ID";

  @Test
  void limitsAreNumbers() {
    assertThat(
            TitusEnvironment.limits(
                Map.of("TITUS_NUM_CPU", "2.5", "TITUS_NUM_NETWORK_BANDWIDTH", "128")))
        .isEqualTo(new ContainerLimits(OptionalDouble.of(2.5), OptionalLong.of(128)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "many", "NaN", "Infinity", "1e999"})
  void whatIsNoLimitSaysNothing(String text) {
    assertThat(
            TitusEnvironment.limits(
                Map.of("TITUS_NUM_CPU", text, "TITUS_NUM_NETWORK_BANDWIDTH", text)))
        .isEqualTo(ContainerLimits.NONE);
    assertThat(TitusEnvironment.limits(Map.of())).isEqualTo(ContainerLimits.NONE);
  }

  @Test
  void theMachineUnderATitusContainerIsATag() {
    Map<String, String> environment = Map.of(HOST, "i-0123");

    assertThat(TitusEnvironment.withHost(Map.of("a", "b"), Flavor.TITUS, environment))
        .isEqualTo(Map.of("a", "b", "titus.host", "i-0123"));
    assertThat(TitusEnvironment.withHost(Map.of(), Flavor.K8S, environment)).isEmpty();
    assertThat(TitusEnvironment.withHost(Map.of(), Flavor.TITUS, Map.of(HOST, ""))).isEmpty();
  }

  @Test
  void whatTheOperatorSaysIsKept() {
    assertThat(
            TitusEnvironment.withHost(
                Map.of("titus.host", "mine"), Flavor.TITUS, Map.of(HOST, "i-0123")))
        .isEqualTo(Map.of("titus.host", "mine"));
  }
}

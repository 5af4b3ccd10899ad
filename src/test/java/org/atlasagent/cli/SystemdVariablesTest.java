package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.config.Supervision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemdVariablesTest {
  private static final long PID = 4711;
  private static final String SOCKET = "/run/systemd/notify";

  @Test
  void withoutASocketNobodyWantsToHearAnything() {
    assertThat(SystemdVariables.supervision(Map.of("WATCHDOG_USEC", "1"), PID)).isEmpty();
    assertThat(SystemdVariables.supervision(Map.of("NOTIFY_SOCKET", ""), PID)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/run/systemd/notify", "@name"})
  void aSocketIsHandedDownAsItIs(String socket) {
    assertThat(SystemdVariables.supervision(Map.of("NOTIFY_SOCKET", socket), PID))
        .hasValue(new Supervision(socket, OptionalLong.empty()));
  }

  @ParameterizedTest
  @CsvSource({"30000000,4711", "30000000,", "30000000,''"})
  void theWatchdogIsForThisProcess(String micros, String pid) {
    assertThat(supervision(micros, pid))
        .hasValue(new Supervision(SOCKET, OptionalLong.of(30_000_000)));
  }

  @ParameterizedTest
  @CsvSource({"30000000,1", "30000000,x", "0,4711", "-1,4711", "1s,4711", ",4711", "'',"})
  void orForNobody(String micros, String pid) {
    assertThat(supervision(micros, pid)).hasValue(new Supervision(SOCKET, OptionalLong.empty()));
  }

  private static Optional<Supervision> supervision(String micros, String pid) {
    Map<String, String> environment = new HashMap<>();
    environment.put("NOTIFY_SOCKET", SOCKET);
    environment.put("WATCHDOG_USEC", micros);
    environment.put("WATCHDOG_PID", pid);
    environment.values().removeIf(value -> value == null);
    return SystemdVariables.supervision(environment, PID);
  }
}

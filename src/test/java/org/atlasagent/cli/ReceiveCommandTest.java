package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.atlasagent.config.OutputLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveCommandTest {
  private static final OutputLocation V6 = new OutputLocation.Udp("::1", 1234);
  private static final OutputLocation V4 = new OutputLocation.Udp("127.0.0.1", 1234);

  @TempDir private Path directory = Path.of("");

  @Test
  void listensWhereSpectatorDDoesAndAtLoopbackOnly() {
    assertThat(listen("receive")).containsExactly(OutputLocation.DEFAULT, V6, V4);
  }

  @Test
  void listensWhereItIsToldTo() {
    assertThat(listen("receive", "--listen", "udp://[::]:99,unix:///a/b,udp"))
        .containsExactly(
            new OutputLocation.Udp("::", 99),
            new OutputLocation.UnixSocket(Path.of("/a/b")),
            V6,
            V4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stdout", "unix,", "nonsense", "none", "udp://[::1]", "file:///a"})
  void refusesWhatIsNoPlaceToListen(String listen) {
    CommandLineRun run = new CommandLineRun(directory);

    assertThat(run.exitCode("receive", "--listen", listen)).isEqualTo(2);
    assertThat(run.err()).startsWith("atlas-system-agent: --listen: ").hasLineCount(1);
    assertThat(run.commands.receives).isEmpty();
  }

  @Test
  void printsEachLineAsItWasUnderstoodOrWhyNot() {
    CommandLineRun run = new CommandLineRun(directory);
    run.commands.received =
        List.of(
            "g,60:temp,xx=1,id=a:21.50\nc:n:1e-7",
            "U:u:18446744073709551615",
            "c:\u001b[31m:1\nx:é:1\nt:lat:0.5");

    assertThat(run.exitCode("receive", "--print")).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "gauge for 60 s  temp id=a xx=1  21.5",
            "counter  n  0.0000001",
            "monotonic counter  u  18446744073709551615",
            "REFUSED  a character in the name that SpectatorD replaces by _: c:\\x1b[31m:1",
            "REFUSED  an unknown letter: x:\\xe9:1",
            "timer  lat  0.5");
  }

  @Test
  void printsNothingUnasked() {
    CommandLineRun run = new CommandLineRun(directory);
    run.commands.received = List.of("c:a:1\nx");

    assertThat(run.exitCode("receive")).isZero();
    assertThat(run.out()).isEmpty();
  }

  private List<OutputLocation> listen(String... arguments) {
    CommandLineRun run = new CommandLineRun(directory);
    assertThat(run.exitCode(arguments)).as(run.err()).isZero();
    return run.commands.receives.getFirst().listen();
  }
}

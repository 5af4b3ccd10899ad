package org.atlasagent.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.OutputLocation;
import org.atlasagent.linux.TerminalSize;
import org.atlasagent.receiver.Capacity;
import org.atlasagent.receiver.LineListener;
import org.atlasagent.receiver.Receiver;
import org.atlasagent.receiver.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {
  private static final String NL = System.lineSeparator();

  @TempDir private Path directory = Path.of("");
  private long nanos;

  @Test
  void collectsOftenAndSendsNothing() {
    CommandLineRun run = new CommandLineRun(directory);
    run.environment.put("SPECTATOR_OUTPUT_LOCATION", "stdout");
    assertThat(run.exitCode("watch", "--collect", "load")).as(run.err()).isZero();

    AgentConfig config = run.commands.watches.getFirst();
    assertThat(config.output()).isEqualTo(new OutputLocation.Nowhere());
    assertThat(config.minuteSeconds()).isEqualTo(5);
    assertThat(config.selection().collect()).containsExactly("load");
  }

  @Test
  void aWrongPatternIsWrongUsage() {
    CommandLineRun run = new CommandLineRun(directory);

    assertThat(run.exitCode("watch", "(")).isEqualTo(2);
    assertThat(run.err()).contains("PATTERN").hasLineCount(1);
  }

  @Test
  void intoAPipeItWritesTextOnly() {
    CommandLineRun run = new CommandLineRun(directory);
    run.commands.shown = List.of(snapshot(), snapshot());
    run.exitCode("watch");

    assertThat(run.out())
        .doesNotContain("\u001b")
        .startsWith("5 of 5 series, all with xatlas.process=a" + NL)
        .contains(NL + NL + "5 of 5 series");
  }

  @Test
  void showsValuesWithTheirUnitsSortedByName() {
    assertThat(show(Optional.empty()))
        .containsExactly(
            "5 of 5 series, all with xatlas.process=a",
            "agent.collection  collector=cpu (count)      0.2  /s",
            "agent.collection  collector=cpu (total)      0.1  s/s",
            "agent.collection  collector=cpu (max)        0.5  s",
            "mem.cached                                12,345  bytes",
            "net.ip.datagrams  id=in proto=v4               -",
            "net.ip.datagrams  id=in proto=v6               2  packets/s",
            "unknown                                  0.01235");
  }

  @Test
  void showsWhatThePatternFinds() {
    assertThat(show(Optional.of("datagrams.*v6")))
        .containsExactly(
            "1 of 5 series, all with xatlas.process=a",
            "net.ip.datagrams  id=in proto=v6  2  packets/s");
  }

  @Test
  void aTerminalIsDrawnAnewInPlaceAndOnlyAsMuchAsFits() {
    Screen screen = new Screen(true, () -> Optional.of(new TerminalSize(4, 6)));

    assertThat(shown(screen, "one", "two", "three is long"))
        .isEqualTo("\u001b[H\u001b[2Jone\u001b[K\ntwo\u001b[K\nthree \u001b[K\n\u001b[J");
    assertThat(shown(screen, "1", "2", "3", "4"))
        .isEqualTo("\u001b[H1\u001b[K\n2\u001b[K\n... 2 \u001b[K\n\u001b[J");
  }

  private List<String> show(Optional<String> pattern) {
    return new WatchTable(pattern.map(java.util.regex.Pattern::compile)).lines(snapshot());
  }

  private static String shown(Screen screen, String... lines) {
    StringWriter text = new StringWriter();
    screen.show(List.of(lines), new PrintWriter(text));
    return text.toString();
  }

  private Snapshot snapshot() {
    Receiver receiver =
        new Receiver(new Capacity(100, 100), nanos, () -> nanos, () -> 0, LineListener.NONE);
    send(
        receiver,
        """
        g:mem.cached,xatlas.process=a:12345
        U:net.ip.datagrams,id=in,proto=v6,xatlas.process=a:100
        U:net.ip.datagrams,id=in,proto=v4,xatlas.process=a:100
        g:unknown,xatlas.process=a:0.0123456
        """);
    nanos += 5_000_000_000L;
    send(
        receiver,
        """
        U:net.ip.datagrams,id=in,proto=v6,xatlas.process=a:110
        t:agent.collection,collector=cpu,xatlas.process=a:0.5
        """);
    nanos += 5_000_000_000L;
    return receiver.snapshot();
  }

  private static void send(Receiver receiver, String lines) {
    receiver.accept(lines.getBytes(US_ASCII), 0, lines.length());
  }
}

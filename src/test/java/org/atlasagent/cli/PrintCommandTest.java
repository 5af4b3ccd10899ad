package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Tag;
import org.atlasagent.meter.Unit;
import org.atlasagent.runtime.PrintResult;
import org.atlasagent.runtime.PrintResult.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintCommandTest {
  private static final Metric LOAD = Metric.of(Kind.GAUGE, "sys.load.1", Unit.NONE);
  private static final Metric BYTES =
      Metric.of(Kind.MONOTONIC_COUNTER, "net.iface.bytes", Unit.BYTES)
          .tag("iface")
          .tag("id", "in", "out");
  private static final Tag PROCESS = new Tag("xatlas.process", "p");

  @TempDir private Path directory = Path.of("");
  private CommandLineRun run = new CommandLineRun(directory);

  @BeforeEach
  void setUp() {
    run = new CommandLineRun(directory);
    run.commands.printed =
        new PrintResult(
            List.of(
                new Row(
                    "load",
                    LOAD,
                    new MeterId("sys.load.1", List.of(PROCESS)),
                    "g:sys.load.1,xatlas.process=p:0.5",
                    "0.5"),
                bytes("in", "123456"),
                bytes("out", "7")),
            List.of("pressure: /proc/pressure: not there"),
            List.of());
  }

  @Test
  void faultsAreToldBesideTheLines() {
    PrintResult before = run.commands.printed;
    String fault = "vmstat: failed: /proc/vmstat: not a number: many in line \"pgpgin many\"";
    run.commands.printed = new PrintResult(before.rows(), before.absences(), List.of(fault));

    assertThat(run.exitCode("print")).isZero();
    assertThat(run.out().lines()).hasSize(3);
    assertThat(run.err()).isEqualToIgnoringNewLines("atlas-system-agent: " + fault);
  }

  @Test
  void linesAreThoseOfTheProtocol() {
    assertThat(run.exitCode("print")).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "g:sys.load.1,xatlas.process=p:0.5",
            "U:net.iface.bytes,id=in:123456",
            "U:net.iface.bytes,id=out:7");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aTerminalGetsATable() {
    run.terminal = true;

    assertThat(run.exitCode("print")).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            load
              sys.load.1                             0.5

            network
              net.iface.bytes  id=in iface=eth0   123456  bytes
              net.iface.bytes  id=out iface=eth0       7  bytes

            without data
              pressure: /proc/pressure: not there
            """);
  }

  @Test
  void theFormatCanBeChosen() {
    run.terminal = true;
    run.exitCode("print", "--format", "lines");
    assertThat(run.out()).startsWith("g:");

    run.terminal = false;
    run.exitCode("print", "--format", "table");
    assertThat(run.out()).startsWith("load");
  }

  @Test
  void withoutASampleItCannotDoItsJob() {
    run.commands.printed =
        new PrintResult(List.of(), List.of("load: /proc/loadavg: not there"), List.of());

    assertThat(run.exitCode("print")).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            "atlas-system-agent: nothing could be collected", "  load: /proc/loadavg: not there");
  }

  @Test
  void aReaderThatLeavesEarlyIsNoFault() {
    assertThat(printTo(new Unwritable("Broken pipe"))).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void outputThatIsLostIsAFault() {
    assertThat(printTo(new Unwritable("No space left on device"))).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "atlas-system-agent: cannot write to the standard output: No space left on device");
  }

  private int printTo(OutputStream stream) {
    Surroundings before = run.surroundings();
    StandardOutput out = new StandardOutput(stream);
    Surroundings lost =
        new Surroundings(
            before.environment(),
            new PrintWriter(out, true, StandardCharsets.UTF_8),
            before.err(),
            out::failure,
            false,
            false,
            before.configFile());
    return Cli.run(new String[] {"print"}, lost, run.commands);
  }

  @Test
  void takesOptionsOfTheSource() {
    run.exitCode("print", "--root", directory.toString(), "--collect", "load", "-t", "a=b");

    assertThat(run.commands.prints.getLast().root()).isEqualTo(directory);
    assertThat(run.commands.prints.getLast().selection().wantsCollector("cpu")).isFalse();
    assertThat(run.commands.prints.getLast().labels().network()).containsEntry("a", "b");
  }

  private static Row bytes(String id, String value) {
    return new Row(
        "network",
        BYTES,
        new MeterId(
            "net.iface.bytes", List.of(new Tag("id", id), new Tag("iface", "eth0"), PROCESS)),
        "U:net.iface.bytes,id=" + id + ":" + value,
        value);
  }

  private static final class Unwritable extends OutputStream {
    private final String reason;

    Unwritable(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int one) throws IOException {
      throw new IOException(reason);
    }
  }
}

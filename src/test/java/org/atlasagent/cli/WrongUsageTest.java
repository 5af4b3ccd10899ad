package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each wrong use ends with 2 and one line that names the option, the value and what is expected.
 */
class WrongUsageTest {
  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rum | unknown command 'rum'; did you mean 'run'? Try 'atlas-system-agent --help'.",
        "xyzzy | unknown command 'xyzzy'; there are run, print, check, metrics, tcp-memory, watch,"
            + " receive. Try 'atlas-system-agent --help'.",
        "-c x | unknown option '-c'. Try 'atlas-system-agent --help'.",
        "run --ouput unix | unknown option '--ouput'; did you mean '--output'? Try"
            + " 'atlas-system-agent run --help'.",
        "run --ouput=unix | unknown option '--ouput'; did you mean '--output'? Try"
            + " 'atlas-system-agent run --help'.",
        "run -x | unknown option '-x'. Try 'atlas-system-agent run --help'.",
        "print --output unix | unknown option '--output'. Try 'atlas-system-agent print --help'.",
        "run one two | there is no place for 'two'. Try 'atlas-system-agent run --help'.",
        "run --max-series | --max-series: a value is missing. Try 'atlas-system-agent run --help'.",
        "run -s | --max-services: a value is missing. Try 'atlas-system-agent run --help'.",
        "run --collect --root / | --collect: a value is missing. Try 'atlas-system-agent run"
            + " --help'.",
        "run -s 1 -s 2 | --max-services: given twice. Try 'atlas-system-agent run --help'.",
        "run --output nowhere | --output: \"nowhere\" is no output location: use unix,"
            + " unix:///path, udp, udp://host:port, stdout, stderr, file:///path, atlas:URL or none."
            + " Try 'atlas-system-agent run --help'.",
        "run --output atlas:http://me:pass@a/ | --output: a URL of Atlas has no user and no"
            + " password: every user of the machine could read them. Try 'atlas-system-agent run"
            + " --help'.",
        "receive --listen atlas:http://a/ | --listen: expected unix, unix:///path, udp or"
            + " udp://host:port, not 'atlas:http://a/'. Try 'atlas-system-agent receive --help'.",
        "run --flavor solaris | --flavor: expected one of auto, system, titus, k8s, not 'solaris'."
            + " Try 'atlas-system-agent run --help'.",
        "metrics --flavor auto | --flavor: expected one of system, titus, k8s, not 'auto'. Try"
            + " 'atlas-system-agent metrics --help'.",
        "metrics --format xml | --format: expected one of table, markdown, json, not 'xml'. Try"
            + " 'atlas-system-agent metrics --help'.",
        "tcp-memory --format lines | --format: expected one of table, json, not 'lines'. Try"
            + " 'atlas-system-agent tcp-memory --help'.",
        "tcp-memory --root / | unknown option '--root'. Try 'atlas-system-agent tcp-memory"
            + " --help'.",
        "tcp-memory 4 | there is no place for '4'. Try 'atlas-system-agent tcp-memory --help'.",
        "print --format json | --format: expected one of lines, table, not 'json'. Try"
            + " 'atlas-system-agent print --help'.",
        "run --root /no/such | --root: expected a directory, not '/no/such'. Try"
            + " 'atlas-system-agent run --help'.",
        "run --config /no/such | --config: expected a file, not '/no/such'. Try 'atlas-system-agent"
            + " run --help'.",
        "run --config / | --config: expected a file, not '/'. Try 'atlas-system-agent run --help'.",
        "run --no-collect laod | --no-collect: there is no collector 'laod'; did you mean 'load'?"
            + " Try 'atlas-system-agent run --help'.",
        "run --ignore-interfaces ( | --ignore-interfaces: expected a regular expression, not '(':"
            + " unclosed group. Try 'atlas-system-agent run --help'.",
        "run --ignore-mounts [ | --ignore-mounts: expected a regular expression, not '[': unclosed"
            + " character class. Try 'atlas-system-agent run --help'.",
        "run --ignore-devices * | --ignore-devices: expected a regular expression, not '*':"
            + " dangling meta character '*'. Try 'atlas-system-agent run --help'.",
        "run --max-series 0 | --max-series: expected a whole number from 1 to 2147483647, not '0'."
            + " Try 'atlas-system-agent run --help'.",
        "run -s -1 | --max-services: expected a whole number from 1 to 2147483647, not '-1'. Try"
            + " 'atlas-system-agent run --help'.",
        "run -s many | --max-services: expected a whole number from 1 to 2147483647, not 'many'."
            + " Try 'atlas-system-agent run --help'.",
        "run --max-series 2147483648 | --max-series: expected a whole number from 1 to 2147483647,"
            + " not '2147483648'. Try 'atlas-system-agent run --help'.",
        "run -t stack | --network-tags: expected key=value,key2=value2, not 'stack'. Try"
            + " 'atlas-system-agent run --help'.",
        "run -t a=b, | --network-tags: expected key=value,key2=value2, not 'a=b,'. Try"
            + " 'atlas-system-agent run --help'.",
        "run --common-tags =b | --common-tags: expected key=value,key2=value2, not '=b'. Try"
            + " 'atlas-system-agent run --help'.",
        "run --common-tags a= | --common-tags: expected key=value,key2=value2, not 'a='. Try"
            + " 'atlas-system-agent run --help'.",
        "run --common-tags a=b,a=c | --common-tags: the key 'a' is given twice: 'a=b,a=c'. Try"
            + " 'atlas-system-agent run --help'.",
        "run --cadence-factor 0.5 | --cadence-factor: expected a number from 1 to 1000, not '0.5'."
            + " Try 'atlas-system-agent run --help'.",
        "run --cadence-factor NaN | --cadence-factor: expected a number from 1 to 1000, not 'NaN'."
            + " Try 'atlas-system-agent run --help'.",
        "run --cadence-factor fast | --cadence-factor: expected a number from 1 to 1000, not"
            + " 'fast'. Try 'atlas-system-agent run --help'.",
        "run --cadence-factor 1001 | --cadence-factor: expected a number from 1 to 1000, not"
            + " '1001'. Try 'atlas-system-agent run --help'.",
        "run --verbose=maybe | --verbose: expected one of true, false, not 'maybe'. Try"
            + " 'atlas-system-agent run --help'.",
      })
  void endsWithOneLine(String arguments, String line) {
    CommandLineRun run = new CommandLineRun(directory);

    assertThat(run.exitCode(arguments.split(" "))).isEqualTo(2);
    assertThat(run.err()).isEqualTo("atlas-system-agent: " + line + System.lineSeparator());
    assertThat(run.out()).isEmpty();
    assertThat(run.commands.runs).isEmpty();
  }

  @Test
  void anUnknownCollectorUnlikeAnyIsAnsweredWithAll() {
    CommandLineRun run = new CommandLineRun(directory);

    assertThat(run.exitCode("print", "--collect", "xyzzyxyzzy")).isEqualTo(2);
    assertThat(run.err())
        .startsWith("atlas-system-agent: --collect: there is no collector 'xyzzyxyzzy'; there are ")
        .contains("load");
  }

  @Test
  void aProcessNameWithoutLettersIsRefused() {
    CommandLineRun run = new CommandLineRun(directory);

    assertThat(run.exitCode("run", " ")).isEqualTo(2);
    assertThat(run.err()).contains("NAME: expected a name, not ' '.");
  }

  @Test
  void aPathThatCannotBeSpelledIsAnsweredWithOneLine() {
    CommandLineRun run = new CommandLineRun(directory);
    run.config("root=/tmp/\0");

    assertThat(run.exitCode("run")).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("root: expected a directory, not");
  }

  @Test
  void staysOneLineWhateverIsGiven() {
    CommandLineRun run = new CommandLineRun(directory);

    for (String text : List.of("a\nb", "a\r\nb", "\u001b[31m")) {
      assertThat(run.exitCode("run", "--flavor", text)).isEqualTo(2);
      assertThat(run.err()).hasLineCount(1).doesNotContain("\u001b");
    }
  }

  @Test
  void withoutACommandShowsTheUsage() {
    CommandLineRun run = new CommandLineRun(directory);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("Usage: atlas-system-agent")
        .contains("run ", "print ", "check ", "metrics ", "tcp-memory ");
  }
}

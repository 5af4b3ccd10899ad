package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  private static final Path PATH = Path.of("/etc/default/atlas-system-agent");
  private static final Set<String> KNOWN = Set.of("output", "verbose", "max-series");

  @TempDir private Path directory = Path.of("");

  @Test
  void valuesKeepTheirPlace() {
    ConfigFile file = parse("# where to", "", "  output = unix  ", "\tmax-series=5");

    assertThat(file.get("output")).contains(new ConfigFile.Entry(PATH + ":3", "unix"));
    assertThat(file.get("max-series")).contains(new ConfigFile.Entry(PATH + ":4", "5"));
    assertThat(file.get("verbose")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"a b\" | a b",
        "'a b' | a b",
        "\"'a'\" | 'a'",
        "\"\"a\"\" | \"a\"",
        "\"a' | \"a'",
        "\" | \"",
        "a=b | a=b",
        "a # b | a # b",
        "`  a  ` | a",
      })
  void onePairOfQuotesIsRemoved(String written, String meant) {
    assertThat(parse("output=" + written).get("output").map(ConfigFile.Entry::value))
        .isEqualTo(Optional.of(meant));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "output= | 'output' has no value",
        "output='' | 'output' has no value",
        "outptu=unix | unknown key 'outptu'; did you mean 'output'?",
        "--output=unix | unknown key '--output'; did you mean 'output'?",
        "SPECTATOR_OUTPUT_LOCATION=unix | unknown key 'SPECTATOR_OUTPUT_LOCATION'",
        "=unix | unknown key ''",
        "output | expected option-name=value, not 'output'",
        "export output=unix | this is no shell script: leave out 'export', write option-name=value",
        "max-series=6 | 'max-series' was already given at /etc/default/atlas-system-agent:1",
      })
  void aFlawIsToldWithFileAndLine(String line, String flaw) {
    assertThatExceptionOfType(ConfigFileException.class)
        .isThrownBy(() -> parse("max-series=5", "", line))
        .withMessage(PATH + ":3: " + flaw);
  }

  @Test
  void theCommandLineTellsTheFlaw() {
    CommandLineRun run = new CommandLineRun(directory);
    run.config("outptu=unix");

    assertThat(run.exitCode("check")).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "atlas-system-agent: %s:1: unknown key 'outptu'; did you mean 'output'? Try 'atlas-system-agent check --help'.%n"
                .formatted(run.configFile));
  }

  @ParameterizedTest
  @CsvSource({"help", "version", "config"})
  void optionsAboutTheCommandLineAreNoKeys(String key) {
    CommandLineRun run = new CommandLineRun(directory);
    run.config(key + "=true");

    assertThat(run.exitCode("run")).isEqualTo(2);
    assertThat(run.err()).contains(":1: unknown key '" + key + "'");
  }

  @Test
  void aFileThatIsNoTextIsToldSo() throws IOException {
    Path file = directory.resolve("binary");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThatExceptionOfType(ConfigFileException.class)
        .isThrownBy(() -> ConfigFile.read(file, KNOWN))
        .withMessage(file + ": is not UTF-8 text");
  }

  @Test
  void aFileThatVanishedIsToldSo() {
    Path file = directory.resolve("none");

    assertThatExceptionOfType(ConfigFileException.class)
        .isThrownBy(() -> ConfigFile.read(file, KNOWN))
        .withMessage(file + ": no such file");
  }

  @Test
  void aFileThatAnyUserMayChangeIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("open"), "output=none\n");
    assertThat(ConfigFile.read(file, KNOWN).get("output")).isPresent();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));

    assertThatExceptionOfType(ConfigFileException.class)
        .isThrownBy(() -> ConfigFile.read(file, KNOWN))
        .withMessage(file + ": any user may change it, so it is not used: chmod o-w " + file);
  }

  private static ConfigFile parse(String... lines) {
    return ConfigFile.parse(PATH, List.of(lines), KNOWN);
  }
}

package org.atlasagent.source.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnitPatternsTest {
  @TempDir private Path directory;

  @Test
  void anExpressionIsALineOfAFileWithTheSuffix() throws IOException {
    Files.writeString(directory.resolve("b.systemd-unit"), "# a comment\n\n  ^ssh \n# more\nnginx");
    Files.writeString(directory.resolve("a.systemd-unit"), "cron\r\n");
    Files.writeString(directory.resolve("systemd-unit"), "no suffix");
    Files.writeString(directory.resolve("a.ebs-devices"), "another suffix");

    UnitPatterns patterns = UnitPatterns.read(directory);

    assertThat(patterns.patterns().stream().map(Pattern::pattern))
        .containsExactly("cron", "^ssh", "nginx");
    assertThat(patterns.flaws()).isEmpty();
  }

  @Test
  void aNameThatIsTooLongForAnExpressionIsNotWanted() throws IOException {
    Files.writeString(directory.resolve("a.systemd-unit"), "^(a|b)*$\n");

    Predicate<CharSequence> wanted = UnitPatterns.read(directory).wanted();

    assertThat(wanted.test("ab")).isTrue();
    assertThat(wanted.test("ab".repeat(1 << 20))).isFalse();
  }

  @Test
  void aNameIsWantedWhenAnExpressionIsFoundInIt() throws IOException {
    Files.writeString(directory.resolve("a.systemd-unit"), "^ssh\nngin");

    Predicate<CharSequence> wanted = UnitPatterns.read(directory).wanted();

    assertThat(List.of("ssh.service", "openssh.service", "nginx.service", "ssh@1.service"))
        .filteredOn(wanted)
        .containsExactly("ssh.service", "nginx.service", "ssh@1.service");
  }

  @Test
  void aWrongExpressionIsNamedByFileAndLineAndTheOthersStayInForce() throws IOException {
    Path file = directory.resolve("a.systemd-unit");
    Files.writeString(file, "good\n\nhalf(\n*\nalso good\n");

    UnitPatterns patterns = UnitPatterns.read(directory);

    assertThat(patterns.patterns()).hasSize(2);
    assertThat(patterns.flaws()).hasSize(2);
    assertThat(patterns.flaws().getFirst())
        .startsWith(file + ":3: not a regular expression: 'half('");
    assertThat(patterns.flaws().getLast()).startsWith(file + ":4: not a regular expression: '*'");
  }

  @Test
  void aFileThatIsNoTextIsNamedAndTheOthersStayInForce() throws IOException {
    Files.write(directory.resolve("a.systemd-unit"), "\u00e4\n".getBytes(ISO_8859_1));
    Files.createDirectory(directory.resolve("b.systemd-unit"));
    Files.writeString(directory.resolve("c.systemd-unit"), "good");

    UnitPatterns patterns = UnitPatterns.read(directory);

    assertThat(patterns.patterns()).hasSize(1);
    assertThat(patterns.flaws())
        .satisfiesExactly(
            flaw -> assertThat(flaw).isEqualTo(directory + "/a.systemd-unit: is not UTF-8 text"),
            flaw -> assertThat(flaw).startsWith(directory + "/b.systemd-unit: cannot be read"));
  }

  @Test
  void aFileThatAnyUserMayChangeIsNotUsedAndTheOthersAre() throws IOException {
    Path open = Files.writeString(directory.resolve("a.systemd-unit"), "open");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.writeString(directory.resolve("b.systemd-unit"), "good");

    UnitPatterns patterns = UnitPatterns.read(directory);

    assertThat(patterns.patterns().stream().map(Pattern::pattern)).containsExactly("good");
    assertThat(patterns.flaws())
        .containsExactly(open + ": any user may change it, so it is not used: chmod o-w " + open);
  }

  @Test
  void aDirectoryThatAnyUserMayChangeIsNotUsed() throws IOException {
    Files.writeString(directory.resolve("a.systemd-unit"), "good");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

    UnitPatterns patterns = UnitPatterns.read(directory);

    assertThat(patterns.isEmpty()).isTrue();
    assertThat(patterns.flaws())
        .containsExactly(
            directory + ": any user may change it, so it is not used: chmod o-w " + directory);
  }

  @Test
  void withoutADirectoryThereIsNothingToSay() {
    UnitPatterns patterns = UnitPatterns.read(directory.resolve("missing"));

    assertThat(patterns.isEmpty()).isTrue();
    assertThat(patterns.flaws()).isEmpty();
  }
}

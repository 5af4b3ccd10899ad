package org.atlasagent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputLocationTest {
  @Test
  void shortNamesStandForWhatSpectatordListensOn() {
    assertThat(OutputLocation.parse("unix"))
        .isEqualTo(new OutputLocation.UnixSocket(Path.of("/run/spectatord/spectatord.unix")))
        .isEqualTo(OutputLocation.DEFAULT);
    assertThat(OutputLocation.parse("udp")).isEqualTo(new OutputLocation.Udp("::1", 1234));
  }

  @Test
  void eachFormHasItsRecord() {
    assertThat(OutputLocation.parse("unix:///tmp/a.unix"))
        .isEqualTo(new OutputLocation.UnixSocket(Path.of("/tmp/a.unix")));
    assertThat(OutputLocation.parse("udp://192.0.2.1:1234"))
        .isEqualTo(new OutputLocation.Udp("192.0.2.1", 1234));
    assertThat(OutputLocation.parse("udp://[2001:db8::1]:1"))
        .isEqualTo(new OutputLocation.Udp("2001:db8::1", 1));
    assertThat(OutputLocation.parse("udp://my-host.example:65535"))
        .isEqualTo(new OutputLocation.Udp("my-host.example", 65535));
    assertThat(OutputLocation.parse("stdout")).isEqualTo(new OutputLocation.StandardOutput());
    assertThat(OutputLocation.parse("stderr")).isEqualTo(new OutputLocation.StandardError());
    assertThat(OutputLocation.parse("file:///tmp/lines"))
        .isEqualTo(new OutputLocation.File(Path.of("/tmp/lines")));
    assertThat(OutputLocation.parse("none")).isEqualTo(new OutputLocation.Nowhere());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix:///tmp/a.unix",
        "udp://192.0.2.1:1234",
        "udp://[fe80::1%eth0]:1234",
        "udp://localhost:1234",
        "stdout",
        "stderr",
        "file:///tmp/lines",
        "none",
        "atlas:http://[::1]:7101/api/v1/publish",
        "atlas:http://[fe80::1%eth0]:7101/a",
        "atlas:http://192.0.2.1/api/v1/publish",
        "atlas:https://atlas.example/a/b-c",
        "atlas:https://atlas.example:80/",
      })
  void theTextOfALocationIsWhatIsParsed(String text) {
    assertThat(OutputLocation.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Unix", "tcp://a:1", "/run/a.unix", "udp:1234", "unix:/a", "file:/a"})
  void anythingElseIsToldWhatIsPossible(String text) {
    assertThatThrownBy(() -> OutputLocation.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\""
                + text
                + "\" is no output location: use unix, unix:///path, udp, udp://host:port,"
                + " stdout, stderr, file:///path, atlas:URL or none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unix://run/a | \"unix://run/a\" needs an absolute path: unix:///path",
        "unix:// | \"unix://\" needs an absolute path: unix:///path",
        "file://a | \"file://a\" needs an absolute path: file:///path",
        "udp://a:0 | a UDP port is 1 to 65535, not 0",
        "udp://a:65536 | a UDP port is 1 to 65535, not 65536",
        "udp://300.1.1.1:1 | \"300.1.1.1\" is no IPv4 address",
        "udp://[1::2::3]:1 | \"1::2::3\" is no IPv6 address",
        "udp://[host]:1 | [host] is no IPv6 address",
        "udp://a/b:1 | \"a/b\" is no host name",
        "atlas:http://a:0/ | a TCP port is 1 to 65535, not 0",
        "atlas:http://a:65536/ | a TCP port is 1 to 65535, not 65536",
        "atlas:http://a/p?q=1 | a URL of Atlas has no query and no fragment",
        "atlas:http://a/p#f | a URL of Atlas has no query and no fragment",
      })
  void aWrongPartIsNamed(String text, String message) {
    assertThatThrownBy(() -> OutputLocation.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"udp://", "udp://a", "udp://a:", "udp://:1", "udp://::1:1234", "udp://a:x"})
  void aUdpLocationIsHostAndPort(String text) {
    assertThatThrownBy(() -> OutputLocation.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"%s\" is no output location: use udp://host:port, an IPv6 address in brackets"
                .formatted(text));
  }

  @Test
  void aUrlOfAtlasHasUsualParts() {
    assertThat(OutputLocation.parse("atlas:http://[::1]"))
        .isEqualTo(new OutputLocation.Atlas(false, "::1", 80, "/api/v1/publish"));
    assertThat(OutputLocation.parse("atlas:https://a.example/x"))
        .isEqualTo(new OutputLocation.Atlas(true, "a.example", 443, "/x"));
    assertThat(new OutputLocation.Atlas(false, "::1", 80, "/x").authority()).isEqualTo("[::1]");
    assertThat(new OutputLocation.Atlas(true, "::1", 80, "/x").authority()).isEqualTo("[::1]:80");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "atlas:",
        "atlas:a",
        "atlas:http:",
        "atlas:http:///p",
        "atlas:http://a b/",
        "atlas:http://a/\u00e4",
        "atlas:http://a/\r\nX: y",
        "atlas:http://a_b/p",
        "atlas:http://[::1/p",
        "atlas:ftp://a/p",
        "atlas:http://300.1.1.1/",
        "atlas:http://a:x/p",
      })
  void whatIsNoUrlOfAtlasIsToldWhatOneIs(String text) {
    assertThatThrownBy(() -> OutputLocation.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no URL of Atlas: use atlas:http://host:port/api/v1/publish or https, an IPv6 address"
                + " in brackets");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "atlas:http://user:secret@a/p",
        "atlas:https://secret@a/p",
        "atlas:http://secret@/p",
        "atlas:http://a:secret@[::1]:1/p",
        "atlas:http://user:sec%ret@a/p",
        "atlas:http://user:secret#@a/p",
        "atlas:http://user:secret?@a/p",
        "atlas:http://user:secret@a_b:x/p",
        "atlas:http://a/p?key=secret",
        "atlas:secret",
        "atlas:user:secret@a",
      })
  void whatMayBeSecretIsRefusedAndNotRepeated(String text) {
    assertThatThrownBy(() -> OutputLocation.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret")
        .contains(" URL of Atlas");
  }

  @Test
  void aSocketsPathIsBounded() {
    String path = "/" + "x".repeat(107);
    assertThatThrownBy(() -> OutputLocation.parse("unix://" + path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the path of a unix socket has at most 107 bytes, this one has 108: " + path);
  }
}

package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.atlasagent.meter.IpVersions;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Tag;
import org.atlasagent.meter.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
  @ParameterizedTest
  @CsvSource({
    "COUNTER, c",
    "MONOTONIC_COUNTER, U",
    "MONOTONIC_DOUBLE, C",
    "GAUGE, g",
    "MAX_GAUGE, m",
    "AGE_GAUGE, A",
    "TIMER, t",
    "DISTRIBUTION_SUMMARY, d",
    "PERCENTILE_TIMER, T",
    "PERCENTILE_DISTRIBUTION_SUMMARY, D",
  })
  void eachKindHasItsLetter(Kind kind, String letter) {
    assertThat(encode(metric(kind, OptionalInt.empty()), id("a"))).isEqualTo(letter + ":a:");
  }

  @Test
  void aGaugeCarriesItsTimeToLive() {
    assertThat(encode(metric(Kind.GAUGE, OptionalInt.of(60)), id("a"))).isEqualTo("g,60:a:");
    assertThat(encode(metric(Kind.GAUGE, OptionalInt.of(1)), id("a"))).isEqualTo("g,5:a:");
    assertThat(encode(metric(Kind.MAX_GAUGE, OptionalInt.of(60)), id("a"))).isEqualTo("m:a:");
  }

  @Test
  void tagsFollowTheName() {
    assertThat(encode(id("net.iface.bytes", "id", "in", "iface", "eth0")))
        .isEqualTo("c:net.iface.bytes,id=in,iface=eth0:");
  }

  @Test
  void whatTheProtocolCannotCarryBecomesAnUnderscore() {
    assertThat(encode(id("a:b", "id", "x,y=z"))).isEqualTo("c:a_b,id=x_y_z:");
    assertThat(encode(id("a", "k=y", "c:1\nU:b:2\r\0"))).isEqualTo("c:a,k_y=c_1_U_b_2__:");
    assertThat(encode(id("a", "id", "-._AZaz09~^"))).isEqualTo("c:a,id=-._AZaz09~^:");
    assertThat(encode(id("a", "id", " /{}\"é\u00a0"))).isEqualTo("c:a,id=_______:");
  }

  @Test
  void aCodePointBecomesOneUnderscore() {
    assertThat(encode(id("a", "id", "x\ud83d\ude00y"))).isEqualTo("c:a,id=x_y:");
    assertThat(encode(id("a", "id", "x\ud83dy"))).isEqualTo("c:a,id=x_y:");
    assertThat(encode(id("a", "id", "\ude00\ud83d"))).isEqualTo("c:a,id=__:");
  }

  @Test
  void whatTheBackendWouldDropIsCut() {
    String line = encode(id("n".repeat(10_000), "k".repeat(10_000), "\ud83d\ude00".repeat(10_000)));
    assertThat(line)
        .isEqualTo("c:" + "n".repeat(255) + "," + "k".repeat(60) + "=" + "_".repeat(120) + ":");
  }

  @Test
  void anEmptyTagValueIsLeftOut() {
    assertThat(encode(id("a", "id", "", "xx", "1"))).isEqualTo("c:a,xx=1:");
  }

  @Test
  void keysThatBecomeEqualStandOnce() {
    assertThat(encode(id("a", "k:y", "1", "k=y", "2"))).isEqualTo("c:a,k_y=1:");
  }

  @Test
  void aSeriesWithoutANameIsAMistake() {
    assertThatThrownBy(() -> encode(id("", "id", "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\n\n\n", ":", ",", "=", "\0", "\ud83d\ude00", "\ud800", "c:a:1\n"})
  void hostileTextMakesOneLineThatAStrictParserTakes(String text) {
    String line = encode(id("na" + text, "ke" + text, "va" + text)) + "1";
    assertThat(StrictParser.parse(line.getBytes(US_ASCII))).hasSize(1);
  }

  private static String encode(MeterId id) {
    return encode(metric(Kind.COUNTER, OptionalInt.empty()), id);
  }

  private static String encode(Metric metric, MeterId id) {
    return new String(Prefix.encode(metric, id), US_ASCII);
  }

  private static MeterId id(String name, String... tags) {
    List<Tag> list = new ArrayList<>();
    for (int i = 0; i < tags.length; i += 2) {
      list.add(new Tag(tags[i], tags[i + 1]));
    }
    return new MeterId(name, list);
  }

  private static Metric metric(Kind kind, OptionalInt ttl) {
    return new Metric("a", kind, Unit.NONE, List.of(), 60, false, IpVersions.NOT_IP, ttl, "", "");
  }
}

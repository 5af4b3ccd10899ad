package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Tag;

/** What is true of every line and every number that the agent writes. */
class EncodingPropertyTest {
  private static final List<String> PIECES =
      List.of(
          "\n",
          ":",
          ",",
          "=",
          "\0",
          "\r",
          "c:forged:1",
          "\nc:forged,a=b:1\n",
          "\ufffd",
          "é",
          "\ud83d\ude00",
          "\ud800",
          " ",
          "\\012",
          "/",
          "eth0");

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> pieces =
        Arbitraries.of(PIECES).list().ofMaxSize(40).map(all -> String.join("", all));
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(300);
    Arbitrary<String> huge =
        Arbitraries.of(PIECES).map(piece -> piece.repeat((64 << 10) / piece.length()));
    return Arbitraries.frequencyOf(Tuple.of(6, pieces), Tuple.of(6, any), Tuple.of(1, huge));
  }

  @Property
  void aSeriesIsOneLineOfItsOwn(
      @ForAll("hostile") String name,
      @ForAll("hostile") String key,
      @ForAll("hostile") String value,
      @ForAll long bits) {
    List<Tag> tags = List.of(new Tag("id", value), new Tag("kk" + key, "x" + value));

    EncodedLine.check(new MeterId("n" + name, tags), Double.longBitsToDouble(bits));
  }

  @Property
  void anUnsignedNumberIsReadAsItself(@ForAll long number) {
    byte[] bytes = new byte[Numbers.LONGEST];
    int end = Numbers.writeUnsigned(number, bytes, 0);
    NumberParser parser = new NumberParser();

    assertThat(new String(bytes, 0, end, US_ASCII)).isEqualTo(Long.toUnsignedString(number));
    assertThat(parser.parseUnsigned(bytes, 0, end)).isEqualTo(Flaw.NONE);
    assertThat(parser.unsigned()).isEqualTo(number);
  }

  @Property
  void aWholeNumberIsReadAsItself(@ForAll long number) {
    byte[] bytes = new byte[Numbers.LONGEST];
    int end = Numbers.write(number, bytes, 0);

    assertThat(new String(bytes, 0, end, US_ASCII)).isEqualTo(Long.toString(number));
  }

  @Property
  void aNumberIsReadAsTheJdkReadsIt(@ForAll long bits) {
    double number = Double.longBitsToDouble(bits);
    Assume.that(Double.isFinite(number));
    for (String text : List.of(Double.toString(number), new BigDecimal(number).toPlainString())) {
      byte[] bytes = text.getBytes(US_ASCII);
      NumberParser parser = new NumberParser();

      assertThat(parser.parse(bytes, 0, bytes.length)).as(text).isEqualTo(Flaw.NONE);
      assertThat(parser.value()).as(text).isEqualTo(Double.parseDouble(text));
    }
  }
}

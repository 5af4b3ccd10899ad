package org.atlasagent.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextsTest {
  private final Texts texts = new Texts();

  @Test
  void aNameThatComesAgainIsTheSameString() {
    String first = of("xxeth0yy", 2, 4);
    assertThat(first).isEqualTo("eth0");
    assertThat(of("eth0", 0, 4)).isSameAs(first);
    assertThat(of("eth1", 0, 4)).isEqualTo("eth1");
  }

  @Test
  void textsOfTheSamePlaceAreToldApart() {
    for (int i = 0; i < 2000; i++) {
      String name = "veth" + i;
      assertThat(of(name, 0, name.length())).isEqualTo(name);
    }
  }

  @Test
  void aLongTextIsNotKept() {
    String line = "x".repeat(65);
    assertThat(of(line, 0, 65)).isEqualTo(line).isNotSameAs(of(line, 0, 65));
  }

  @Property
  void anyBytesGiveWhatTheyMeanInUtf8(@ForAll byte[] bytes) {
    String meaning = new String(bytes, UTF_8);
    for (int round = 0; round < 2; round++) {
      assertThat(SHARED.of(bytes, 0, bytes.length)).isEqualTo(meaning);
    }
  }

  private static final Texts SHARED = new Texts();

  private String of(String text, int start, int length) {
    return texts.of(text.getBytes(UTF_8), start, length);
  }
}

package org.atlasagent.source.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineCpusTest {
  @Test
  void listsNumbersAndRanges() {
    assertThat(parse("0-2,4,6-7\n").numbers()).containsExactly(0, 1, 2, 4, 6, 7);
    assertThat(parse("0\n").numbers()).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "0-", "-1", "0,,1", "3-1", "0-12345678", "0-1-2"})
  void anythingElseIsMalformed(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("online: not a range of processors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0-999999", "0-65535,0", "0-65535,0-65535"})
  void moreProcessorsThanThereCanBeAreMalformed(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("online: more than 65536 processors");
  }

  private static OnlineCpus parse(String text) {
    return OnlineCpus.parse(Fields.of("online", text));
  }
}

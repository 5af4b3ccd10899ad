package org.atlasagent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuListTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {"0 1", "0-3 4", "0-3,8 5", "1,3,5 3", "0-63,128-191 128"})
  void countsNumbersAndRanges(String list, int count) {
    assertThat(CpuList.parse(Fields.of("online", list + "\n"))).hasValue(count);
  }

  @Test
  void anEmptySetIsAbsent() {
    assertThat(CpuList.parse(Fields.of("online", "\n"))).isEmpty();
    assertThat(CpuList.parse(Fields.of("online", ""))).isEmpty();
  }

  @Test
  void moreProcessorsThanThereCanBeAreAnError() {
    String list = "0-65535,".repeat(32_768) + "0-65535";

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> CpuList.parse(Fields.of("online", list)))
        .withMessageStartingWith("online: more than 65536 processors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0-", "-1", "3-1", "0,,1", "0-99999999", "99999999999"})
  void anotherFormIsAnError(String list) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> CpuList.parse(Fields.of("online", list)))
        .withMessageStartingWith("online: ");
  }
}

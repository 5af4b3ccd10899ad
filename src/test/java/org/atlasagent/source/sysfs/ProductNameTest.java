package org.atlasagent.source.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.atlasagent.source.sysfs.ProductName.Maker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductNameTest {
  @ParameterizedTest
  @CsvSource({
    "m7i.large, 7, INTEL",
    "c7a.metal-48xl, 7, AMD",
    "r8id.2xlarge, 8, INTEL",
    "m7i-flex.large, 7, INTEL",
    "m5a.large, 5, AMD",
    "x8aedz.large, 8, AMD"
  })
  void tellsGenerationAndMakerOfAnEc2Type(String text, int generation, Maker maker) {
    ProductName name = new ProductName(text);

    assertThat(name.generation()).isEqualTo(generation);
    assertThat(name.maker()).contains(maker);
  }

  @ParameterizedTest
  @ValueSource(strings = {"m7g.large", "m5.large", "i7.large", "m7i", "", "x", "a.i", "7", "m7.ai"})
  void knowsNoMakerWhereNoneIsTold(String text) {
    assertThat(new ProductName(text).maker()).isEmpty();
  }

  @Test
  void theNameOfAnotherMachineHasNoGeneration() {
    assertThat(new ProductName("Standard PC (Q35 + ICH9, 2009)").generation()).isZero();
    assertThat(new ProductName("").generation()).isZero();
  }
}

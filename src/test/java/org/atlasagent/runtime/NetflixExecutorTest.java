package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetflixExecutorTest {
  @ParameterizedTest
  @CsvSource({"titus,TITUS", "TITUS,TITUS", "Titus,TITUS", "ec2,EC2", "Ec2,EC2", "ec22,OTHER"})
  void letterCaseMeansNothing(String value, NetflixExecutor expected) {
    assertThat(NetflixExecutor.of(Map.of("NETFLIX_EXECUTOR", value))).isEqualTo(expected);
  }

  @Test
  void notSaidIsNeither() {
    assertThat(NetflixExecutor.of(Map.of())).isEqualTo(NetflixExecutor.OTHER);
  }
}

package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({"load,load,0", "laod,load,1", "lad,load,1", "loaad,load,1", "lood,load,1", "'',ab,2"})
  void countsEdits(String from, String to, int edits) {
    assertThat(Nearest.distance(from, to)).isEqualTo(edits);
    assertThat(Nearest.distance(to, from)).isEqualTo(edits);
  }

  @Test
  void offersTheNearestWord() {
    assertThat(Nearest.hint("memroy", List.of("memory", "vmstat")))
        .isEqualTo("; did you mean 'memory'?");
  }

  @Test
  void offersNothingThatIsFarOff() {
    assertThat(Nearest.hint("disk", List.of("memory", "cpu"))).isEmpty();
    assertThat(Nearest.hint("", List.of("cpu"))).isEmpty();
  }
}

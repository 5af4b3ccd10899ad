package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptTest {
  private final List<String> made = new ArrayList<>();
  private final Kept<String> kept =
      new Kept<>(name -> {
        made.add(name);
        return name;
      });

  @Test
  void makesTheMetersOfAThingOnce() {
    for (int run = 0; run < 3; run++) {
      assertThat(kept.get("eth0")).isEqualTo("eth0");
      kept.endRun();
    }
    assertThat(made).containsExactly("eth0");
  }

  @Test
  void dropsTheMetersOfAThingThatIsGone() {
    kept.get("eth0");
    kept.get("veth1");
    kept.endRun();
    kept.get("eth0");
    kept.endRun();
    kept.get("veth1");
    assertThat(made).containsExactly("eth0", "veth1", "veth1");
  }
}

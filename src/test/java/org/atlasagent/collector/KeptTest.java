package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.testing.LineRecorder;
import org.junit.jupiter.api.Test;

class KeptTest {
  private static final Metric METRIC = Metric.of(Kind.GAUGE, "a", Unit.COUNT).from("a").says("A.");

  private final Meters meters = new Meters(new LineRecorder(), List.of(), List.of(), 1);
  private final List<String> made = new ArrayList<>();
  private final Kept<String> kept =
      new Kept<>(
          meters,
          name -> {
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

  @Test
  void keepsNothingNewWhenTheRunIsFull() {
    kept.get("eth0");
    meters.gauge(METRIC).set(1);
    kept.get("veth1");
    kept.get("veth1");
    kept.get("eth0");
    kept.endRun();
    meters.beginRun();
    kept.get("veth1");
    kept.get("veth1");
    assertThat(made).containsExactly("eth0", "veth1", "veth1", "veth1");
  }
}

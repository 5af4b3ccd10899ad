package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.atlasagent.meter.IpVersions;
import org.atlasagent.meter.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each network metric says which IP versions it covers, and its tags agree with that. */
class IpVersionsTest {
  static Stream<Metric> networkMetrics() {
    return Catalogue.entries().stream()
        .flatMap(entry -> entry.metrics().stream())
        .filter(metric -> metric.name().startsWith("net."));
  }

  @ParameterizedTest
  @MethodSource("networkMetrics")
  void saysWhichVersionsItCovers(Metric metric) {
    assertThat(metric.ipVersions()).as(metric.name()).isNotEqualTo(IpVersions.NOT_IP);
  }

  @ParameterizedTest
  @MethodSource("networkMetrics")
  void isSplitByTheTagProtoAsItSays(Metric metric) {
    List<String> expected =
        switch (metric.ipVersions()) {
          case SPLIT -> List.of("v4", "v6");
          case V6_ONLY -> List.of("v6");
          // net.arpCacheSize, whose tags are an old contract.
          case V4_ONLY, NOT_IP, ONE_NUMBER, ANY_PROTOCOL -> List.of();
        };

    List<String> values =
        metric.tags().stream()
            .filter(tag -> tag.key().equals("proto"))
            .flatMap(tag -> tag.values().stream())
            .toList();

    assertThat(values).as(metric.name()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("networkMetrics")
  void standsInTheDocumentationOfIpVersions(Metric metric) throws IOException {
    assertThat(Files.readString(Path.of("docs/ipv6.md"))).contains("| `" + metric.name() + "` |");
  }
}

package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where there is nothing to be read, a collector says so, and reports no number. */
final class EmptyHostTest {
  @TempDir private Path directory;

  static List<Catalogue.Entry> everyCollector() {
    return RecordedHost.collectors();
  }

  @ParameterizedTest
  @MethodSource("everyCollector")
  void hasNoDataAndSaysWhy(Catalogue.Entry entry) {
    RecordedHost host = RecordedHost.copy("empty", directory);

    try (RunningCollector collector = host.start(entry)) {
      for (int run = 1; run <= 2; run++) {
        RunningCollector.Run result = collector.run(Due.ALL);

        assertThat(result.lines()).isEmpty();
        assertThat(result.outcome())
            .isInstanceOfSatisfying(
                Outcome.NoData.class, noData -> assertThat(noData.why()).isNotBlank());
      }
    }
  }
}

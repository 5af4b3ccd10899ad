package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As {@link TruthIT}, in a network of its own with faults of every kind that the kernel counts:
 * what is 0 on the machine is not 0 there. See docs/truth.md.
 */
class TruthNetworkIT {
  private static final int ROUNDS = 3;

  /** The kernel counts these for all namespaces together, and shows them in the first one. */
  private static final List<String> OF_THE_MACHINE = List.of("net.neighborTable");

  /**
   * What must be seen to refuse a reading of twice the truth, or the network has lost its faults.
   */
  private static final int ENOUGH = 110;

  @TempDir private Path directory;

  @Test
  void theAgentAgreesWhereTheNetworkIsFaulty() throws IOException {
    Skip.unless("root".equals(System.getProperty("user.name")), "namespaces need root");
    Skip.withoutPrograms("ss", "nstat", "ip", "perl", "ping", "unshare", "nsenter", "sysctl");
    TruthVerdicts verdicts = new TruthVerdicts();
    List<TruthRow> wanted =
        TruthTable.read().rows().stream()
            .filter(row -> row.name().startsWith("net.") && !OF_THE_MACHINE.contains(row.name()))
            .toList();
    try (TruthNetwork network = new TruthNetwork(directory)) {
      for (int number = 0; number < ROUNDS && !wanted.isEmpty(); number++) {
        Path files = Files.createDirectory(directory.resolve("round" + number));
        TruthRound round = TruthIT.round(files, wanted, network.enter());
        wanted = verdicts.judge(wanted, round);
      }
    }
    Map<String, String> results = new TreeMap<>();
    verdicts
        .agreed()
        .forEach((series, agreed) ->
            results.put(series, TruthIT.refused(agreed.row(), series, agreed.round())));
    StringBuilder text = new StringBuilder();
    results.forEach((series, result) -> text.append(series + ": " + result + "\n"));
    Files.writeString(Path.of("target", "truth-network.txt"), text, UTF_8);
    assertThat(verdicts.complaints().values()).isEmpty();
    assertThat(results.values())
        .filteredOn(result -> result.equals("refuses x 1.1") || result.equals("refuses x 2.0"))
        .hasSizeGreaterThanOrEqualTo(ENOUGH);
  }
}

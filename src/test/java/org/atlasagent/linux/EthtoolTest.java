package org.atlasagent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.atlasagent.testing.Command;
import org.junit.jupiter.api.Test;

/** Statistics of real drivers beside what ethtool(8) prints. */
class EthtoolTest {
  private static final String UNKNOWN = "nosuchinterface";

  @Test
  void vethHasTheStatisticsThatEthtoolShows() {
    assumeNamespaces();
    IsolatedNetwork.run(() -> {
      Command.output("ip", "link", "add", "here", "type", "veth", "peer", "name", "there");
      assertThat(printed("here")).isNotEmpty().isEqualTo(Command.output("ethtool", "-S", "here"));
    });
  }

  @Test
  void everyInterfaceOfThisMachineHasTheNamesThatEthtoolShows() {
    assumeTrue(Command.installed("ethtool"), "ethtool is not installed");
    for (String name : List.of(new File("/sys/class/net").list())) {
      Ethtool.names(name)
          .ifPresent(names -> {
            String shown = Command.output("ethtool", "-S", name);
            assertThat(shown.lines().skip(1).map(line -> line.substring(0, line.lastIndexOf(':'))))
                .as(name)
                .containsExactlyElementsOf(names.stream().map(one -> "     " + one).toList());
            assertThat(Ethtool.statistics(name, names.size())).as(name).isPresent();
          });
    }
  }

  @Test
  void anInterfaceWithoutStatisticsHasNone() {
    assertThat(Ethtool.names("lo")).isEmpty();
    assertThat(Ethtool.statistics("lo", 3)).isEmpty();
    assertThat(Ethtool.statistics("lo", 0)).isEmpty();
  }

  @Test
  void anInterfaceThatIsNotThereHasNone() {
    for (String name : List.of(UNKNOWN, "", "longer than any name can be", "l\0", "é")) {
      assertThat(Ethtool.names(name)).as(name).isEmpty();
      assertThat(Ethtool.statistics(name, 1)).as(name).isEmpty();
      assertThat(new InterfaceIndex().of(name)).as(name).isEmpty();
    }
  }

  @Test
  void anotherNumberOfStatisticsIsNoAnswer() {
    assumeNamespaces();
    IsolatedNetwork.run(() -> {
      Command.output("ip", "link", "add", "here", "type", "veth", "peer", "name", "there");
      int count = Ethtool.names("here").orElseThrow().size();
      assertThat(Ethtool.statistics("here", count)).isPresent();
      assertThat(Ethtool.statistics("here", count + 1)).isEmpty();
      assertThat(Ethtool.statistics("here", count - 1)).isEmpty();
    });
  }

  @Test
  void anInterfaceThatIsMadeAnewHasAnotherIndex() {
    assumeNamespaces();
    IsolatedNetwork.run(() -> {
      InterfaceIndex index = new InterfaceIndex();
      Command.output("ip", "link", "add", "here", "type", "veth", "peer", "name", "there");
      OptionalInt first = index.of("here");
      Command.output("ip", "link", "del", "here");
      assertThat(index.of("here")).isEmpty();
      Command.output("ip", "link", "add", "here", "type", "veth", "peer", "name", "there");
      assertThat(first).isPresent();
      assertThat(index.of("here")).isPresent().isNotEqualTo(first);
    });
  }

  private static String printed(String name) {
    List<String> names = Ethtool.names(name).orElseThrow();
    long[] values = Ethtool.statistics(name, names.size()).orElseThrow();
    StringBuilder text = new StringBuilder("NIC statistics:\n");
    IntStream.range(0, values.length)
        .forEach(i ->
            text.append("     %s: %s%n".formatted(names.get(i), Long.toUnsignedString(values[i]))));
    return text.toString();
  }

  private static void assumeNamespaces() {
    Errno obstacle = IsolatedNetwork.obstacle();
    assumeFalse(obstacle.failed(), "no network namespace of its own: " + obstacle);
    assumeTrue(Command.installed("ip"), "ip is not installed");
    assumeTrue(Command.installed("ethtool"), "ethtool is not installed");
  }
}

package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.Values;
import org.junit.jupiter.api.Test;

class NeighborStatTest {
  private static Values<NeighborStat> parse(String text) {
    return NeighborStat.parse(Fields.of("/proc/net/stat/arp_cache", text));
  }

  @Test
  void addsUpTheHexadecimalNumbersOfAllProcessors() {
    Values<NeighborStat> stat =
        parse(
            """
            entries  hash_grows res_failed forced_gc_runs unresolved_discards table_fulls
            00000003 00000001   00000005   0000000a       00000000            000000ff
            00000003 00000002   0000000e   00000001       00000000            00000001
            """);
    assertThat(stat.get(NeighborStat.HASH_GROWS)).hasValue(3);
    assertThat(stat.get(NeighborStat.RES_FAILED)).hasValue(0x13);
    assertThat(stat.get(NeighborStat.FORCED_GC_RUNS)).hasValue(11);
    assertThat(stat.get(NeighborStat.UNRESOLVED_DISCARDS)).hasValue(0);
    assertThat(stat.get(NeighborStat.TABLE_FULLS)).hasValue(0x100);
  }

  @Test
  void hasNoValueForAColumnThatIsNotThere() {
    Values<NeighborStat> stat = parse("novelty res_failed\nzz 1\n");
    assertThat(stat.get(NeighborStat.RES_FAILED)).isEqualTo(OptionalLong.of(1));
    assertThat(stat.get(NeighborStat.TABLE_FULLS)).isEmpty();
  }

  @Test
  void refusesMoreOrFewerNumbersThanNames() {
    assertThatThrownBy(() -> parse("entries res_failed\n1 2\n3\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessage("/proc/net/stat/arp_cache: 1 values under 2 column names in line \"3\"");
    assertThatThrownBy(() -> parse("")).isInstanceOf(MalformedException.class);
  }
}

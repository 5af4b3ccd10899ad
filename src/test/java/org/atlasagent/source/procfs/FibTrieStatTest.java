package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.junit.jupiter.api.Test;

class FibTrieStatTest {
  private static long prefixes(String text) {
    return FibTrieStat.parse(Fields.of("/proc/net/fib_triestat", text)).prefixes();
  }

  private static String block(String heading, int prefixes, int pointers) {
    return """
    %s:
    \tAver depth:     2.42
    \tMax depth:      3
    \tLeaves:         7
    \tPrefixes:       %d
    \tInternal nodes: 5
    \t  1: 1  2: 3  3: 1
    \tPointers: %d
    Null ptrs: 11
    Total size: 2  kB
    """
        .formatted(heading, prefixes, pointers);
  }

  private static final String SIZES =
      "Basic info: size of leaf: 48 bytes, size of tnode: 40 bytes.\n";

  @Test
  void addsUpAllTables() {
    assertThat(
            prefixes(SIZES + block("Main", 7, 22) + block("Local", 4, 10) + block("Id 100", 2, 22)))
        .isEqualTo(13);
  }

  @Test
  void countsATrieOnceThatIsPrintedAsMainAndAsLocal() {
    assertThat(prefixes(SIZES + block("Main", 7, 22) + block("Local", 7, 22))).isEqualTo(7);
    assertThat(prefixes(SIZES + block("Local", 7, 22) + block("Main", 7, 22))).isEqualTo(7);
  }

  @Test
  void countsBothTriesIfTheyOnlyHaveAsManyRoutes() {
    assertThat(prefixes(SIZES + block("Main", 7, 22) + block("Local", 7, 20))).isEqualTo(14);
  }

  @Test
  void neverTakesAnotherTableForTheSameTrie() {
    assertThat(
            prefixes(SIZES + block("Main", 7, 22) + block("Local", 7, 22) + block("Id 100", 7, 22)))
        .isEqualTo(14);
  }

  @Test
  void hasNoRoutesWithoutTables() {
    assertThat(prefixes(SIZES)).isZero();
  }

  @Test
  void namesFileAndLineOfWhatIsNoNumber() {
    assertThatThrownBy(() -> prefixes(SIZES + "Main:\n\tPrefixes: many\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("/proc/net/fib_triestat: not a number: many in line");
    assertThatThrownBy(() -> prefixes("")).isInstanceOf(MalformedException.class);
  }
}

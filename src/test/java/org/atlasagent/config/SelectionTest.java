package org.atlasagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SelectionTest {
  @Test
  void allMeansAll() {
    assertThat(Selection.ALL.wantsCollector("load")).isTrue();
    assertThat(Selection.ALL.wantsInterface("eth0")).isTrue();
    assertThat(Selection.ALL.wantsMount("/")).isTrue();
    assertThat(Selection.ALL.wantsDevice("sda")).isTrue();
  }

  @Test
  void namedCollectorsAreTheOnlyOnes() {
    Selection selection = collectors(Set.of("load", "cpu"), Set.of());

    assertThat(selection.wantsCollector("load")).isTrue();
    assertThat(selection.wantsCollector("memory")).isFalse();
  }

  @Test
  void leavingOutIsStronger() {
    Selection selection = collectors(Set.of("load"), Set.of("load", "cpu"));

    assertThat(selection.wantsCollector("load")).isFalse();
    assertThat(collectors(Set.of(), Set.of("cpu")).wantsCollector("load")).isTrue();
  }

  @Test
  void patternsAreFoundAnywhereInAName() {
    Selection selection =
        new Selection(
            Set.of(),
            Set.of(),
            Optional.of(Pattern.compile("eth")),
            Optional.of(Pattern.compile("^/snap")),
            Optional.of(Pattern.compile("a$")));

    assertThat(selection.wantsInterface("veth0")).isFalse();
    assertThat(selection.wantsInterface("ens5")).isTrue();
    assertThat(selection.wantsMount("/snap/core")).isFalse();
    assertThat(selection.wantsMount("/x/snap")).isTrue();
    assertThat(selection.wantsDevice("sda")).isFalse();
    assertThat(selection.wantsDevice("sda1")).isTrue();
  }

  @Test
  void aNameThatIsTooLongForAnExpressionIsNotLeftOut() {
    Selection selection =
        new Selection(
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.of(Pattern.compile("^(/|x)*$")),
            Optional.empty());

    assertThat(selection.wantsMount("/x/x")).isFalse();
    assertThat(selection.wantsMount("/x".repeat(1 << 20))).isTrue();
  }

  private static Selection collectors(Set<String> collect, Set<String> noCollect) {
    return new Selection(collect, noCollect, Optional.empty(), Optional.empty(), Optional.empty());
  }
}

package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.procfs.Smaps.Mapping;
import org.junit.jupiter.api.Test;

class SmapsTest {
  @Test
  void aMappingHasAHeadAndItsCounts() {
    String text =
        """
        555d00000000-555d00001000 r-xp 00001000 fe:00 123                        /opt/a b/libjvm.so (deleted)
        Size:                  4 kB
        Rss:                   4 kB
        Private_Dirty:         0 kB
        Anonymous:             0 kB
        VmFlags: rd ex mr mw me
        7f0000000000-7f0000004000 rw-p 00000000 00:00 0\s
        Size:                 16 kB
        Anonymous:            12 kB
        ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
        Size:                  4 kB
        """;

    assertThat(Smaps.parse(Fields.of("/proc/self/smaps", text)))
        .containsExactly(
            new Mapping(
                0x555d00000000L, 0x555d00001000L, "r-xp", "/opt/a b/libjvm.so (deleted)", 0),
            new Mapping(0x7f0000000000L, 0x7f0000004000L, "rw-p", "", 12),
            new Mapping(0xffffffffff600000L, 0xffffffffff601000L, "--xp", "[vsyscall]", 0));
  }

  @Test
  void nothingIsNoMapping() {
    assertThat(Smaps.parse(Fields.of("/proc/self/smaps", ""))).isEmpty();
  }

  @Test
  void thisProcessHasItsVirtualMachineMapped() {
    try (KernelFiles files = new KernelFiles(Path.of("/"))) {
      assertThat(Smaps.read(files.proc("self/smaps")))
          .filteredOn(mapping -> mapping.file().endsWith("/libjvm.so"))
          .anySatisfy(mapping -> {
            assertThat(mapping.permissions()).isEqualTo("r-xp");
            assertThat(mapping.end()).isGreaterThan(mapping.start());
          })
          .anySatisfy(mapping -> assertThat(mapping.anonymousKb()).isPositive());
    }
  }
}

package org.atlasagent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import org.junit.jupiter.api.Test;

/**
 * The layouts against what a C compiler says (sizeof and offsetof with glibc 2.36). aarch64 has the
 * same as x86_64: both use the generic structs, are little endian, and have longs of 64 bits.
 */
class LayoutTest {
  @Test
  void statvfs() {
    assertThat(StatVfs.LAYOUT.byteSize()).isEqualTo(112);
    assertThat(offset(StatVfs.LAYOUT, "f_frsize")).isEqualTo(8);
    assertThat(offset(StatVfs.LAYOUT, "f_blocks")).isEqualTo(16);
    assertThat(offset(StatVfs.LAYOUT, "f_bfree")).isEqualTo(24);
    assertThat(offset(StatVfs.LAYOUT, "f_files")).isEqualTo(40);
    assertThat(offset(StatVfs.LAYOUT, "f_ffree")).isEqualTo(48);
    assertThat(offset(StatVfs.LAYOUT, "f_namemax")).isEqualTo(80);
  }

  @Test
  void statx() {
    assertThat(LinkCount.LAYOUT.byteSize()).isEqualTo(256);
    assertThat(offset(LinkCount.LAYOUT, "stx_nlink")).isEqualTo(16);
  }

  @Test
  void directoryEntry() {
    assertThat(offset(NumberedDirectory.ENTRY, "d_reclen")).isEqualTo(16);
    assertThat(offset(NumberedDirectory.ENTRY, "d_type")).isEqualTo(18);
    assertThat(offset(NumberedDirectory.ENTRY, "d_name")).isEqualTo(19);
  }

  @Test
  void unixAddress() {
    assertThat(UnixAddress.LAYOUT.byteSize()).isEqualTo(110);
    assertThat(offset(UnixAddress.LAYOUT, "sun_path")).isEqualTo(2);
  }

  @Test
  void netlinkAddress() {
    assertThat(NetlinkSocket.SENDER.byteSize()).isEqualTo(12);
    assertThat(offset(NetlinkSocket.SENDER, "nl_pid")).isEqualTo(4);
  }

  @Test
  void time() {
    assertThat(NetlinkSocket.TIME.byteSize()).isEqualTo(16);
    assertThat(offset(NetlinkSocket.TIME, "tv_usec")).isEqualTo(8);
  }

  private static long offset(StructLayout layout, String field) {
    return layout.byteOffset(PathElement.groupElement(field));
  }
}

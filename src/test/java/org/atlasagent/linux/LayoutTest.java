package org.atlasagent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import org.junit.jupiter.api.Test;

/**
 * The layouts against what a C compiler said (sizeof and offsetof with glibc 2.36), where there is
 * no compiler. {@link HeadersTest} asks one for each architecture.
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
  void internetAddresses() {
    assertThat(LoopbackClient.IPV4.byteSize()).isEqualTo(16);
    assertThat(offset(LoopbackClient.IPV4, "sin_port")).isEqualTo(2);
    assertThat(offset(LoopbackClient.IPV4, "sin_addr")).isEqualTo(4);
    assertThat(LoopbackClient.IPV6.byteSize()).isEqualTo(28);
    assertThat(offset(LoopbackClient.IPV6, "sin6_port")).isEqualTo(2);
    assertThat(offset(LoopbackClient.IPV6, "sin6_addr")).isEqualTo(8);
    assertThat(offset(LoopbackClient.IPV6, "sin6_scope_id")).isEqualTo(24);
  }

  @Test
  void statx() {
    assertThat(LinkCount.LAYOUT.byteSize()).isEqualTo(256);
    assertThat(offset(LinkCount.LAYOUT, "stx_nlink")).isEqualTo(16);
  }

  @Test
  void terminalSize() {
    assertThat(TerminalSize.LAYOUT.byteSize()).isEqualTo(8);
    assertThat(offset(TerminalSize.LAYOUT, "ws_col")).isEqualTo(2);
  }

  @Test
  void directoryEntry() {
    assertThat(offset(NumberedDirectory.ENTRY, "d_reclen")).isEqualTo(16);
    assertThat(offset(NumberedDirectory.ENTRY, "d_type")).isEqualTo(18);
    assertThat(offset(NumberedDirectory.ENTRY, "d_name")).isEqualTo(19);
  }

  @Test
  void perfEventAttributes() {
    assertThat(PerfEvents.ATTRIBUTES.byteSize()).isEqualTo(64);
    assertThat(offset(PerfEvents.ATTRIBUTES, "size")).isEqualTo(4);
    assertThat(offset(PerfEvents.ATTRIBUTES, "config")).isEqualTo(8);
    assertThat(offset(PerfEvents.ATTRIBUTES, "sample_period")).isEqualTo(16);
    assertThat(offset(PerfEvents.ATTRIBUTES, "sample_type")).isEqualTo(24);
    assertThat(offset(PerfEvents.ATTRIBUTES, "read_format")).isEqualTo(32);
    assertThat(offset(PerfEvents.ATTRIBUTES, "flags")).isEqualTo(40);
    assertThat(offset(PerfEvents.ATTRIBUTES, "wakeup_events")).isEqualTo(48);
    assertThat(offset(PerfEvents.ATTRIBUTES, "bp_type")).isEqualTo(52);
    assertThat(PerfEvents.READING.byteSize()).isEqualTo(24);
  }

  @Test
  void systemName() {
    assertThat(Machine.LAYOUT.byteSize()).isEqualTo(390);
    assertThat(offset(Machine.LAYOUT, "machine")).isEqualTo(260);
  }

  /** As nvml.h has them. */
  @Test
  void nvml() {
    assertThat(Nvml.MEMORY.byteSize()).isEqualTo(24);
    assertThat(offset(Nvml.MEMORY, "total")).isEqualTo(0);
    assertThat(offset(Nvml.MEMORY, "free")).isEqualTo(8);
    assertThat(offset(Nvml.MEMORY, "used")).isEqualTo(16);
    assertThat(Nvml.UTILIZATION.byteSize()).isEqualTo(8);
    assertThat(offset(Nvml.UTILIZATION, "gpu")).isEqualTo(0);
    assertThat(offset(Nvml.UTILIZATION, "memory")).isEqualTo(4);
  }

  /** As amdsmi.h of ROCm 6.0 to 7 has them. */
  @Test
  void amdGpuMetrics() {
    assertThat(offset(AmdSmiMetrics.LAYOUT, "temperature_edge")).isEqualTo(4);
    assertThat(offset(AmdSmiMetrics.LAYOUT, "temperature_hotspot")).isEqualTo(6);
    assertThat(offset(AmdSmiMetrics.LAYOUT, "average_gfx_activity")).isEqualTo(16);
    assertThat(offset(AmdSmiMetrics.LAYOUT, "average_umc_activity")).isEqualTo(18);
    assertThat(offset(AmdSmiMetrics.LAYOUT, "average_socket_power")).isEqualTo(22);
    assertThat(offset(AmdSmiMetrics.LAYOUT, "current_gfxclk")).isEqualTo(54);
    assertThat(offset(AmdSmiMetrics.LAYOUT, "current_uclk")).isEqualTo(58);
    assertThat(offset(AmdSmiMetrics.LAYOUT, "current_socket_power")).isEqualTo(120);
    assertThat(offset(AmdSmiMetrics.LAYOUT, "xgmi_read_data_acc")).isEqualTo(184);
    assertThat(offset(AmdSmiMetrics.LAYOUT, "xgmi_write_data_acc")).isEqualTo(248);
    assertThat(AmdSmiMetrics.LAYOUT.byteSize()).isEqualTo(312);
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

  @Test
  void timex() {
    assertThat(AdjustTime.LAYOUT.byteSize()).isEqualTo(208);
    assertThat(offset(AdjustTime.LAYOUT, "modes")).isEqualTo(0);
    assertThat(offset(AdjustTime.LAYOUT, "maxerror")).isEqualTo(24);
    assertThat(offset(AdjustTime.LAYOUT, "esterror")).isEqualTo(32);
    assertThat(offset(AdjustTime.LAYOUT, "status")).isEqualTo(40);
    assertThat(offset(AdjustTime.LAYOUT, "time")).isEqualTo(72);
    assertThat(offset(AdjustTime.LAYOUT, "tick")).isEqualTo(88);
    assertThat(offset(AdjustTime.LAYOUT, "tai")).isEqualTo(160);
  }

  @Test
  void ethtool() {
    assertThat(Ethtool.REQUEST.byteSize()).isEqualTo(40);
    assertThat(offset(Ethtool.REQUEST, "ifr_data")).isEqualTo(16);
    assertThat(offset(Ethtool.SET_INFO, "sset_mask")).isEqualTo(8);
    assertThat(offset(Ethtool.SET_INFO, "data")).isEqualTo(16);
    assertThat(Ethtool.STRINGS.byteSize()).isEqualTo(12);
    assertThat(offset(Ethtool.STRINGS, "len")).isEqualTo(8);
    assertThat(Ethtool.STATISTICS.byteSize()).isEqualTo(8);
    assertThat(offset(Ethtool.STATISTICS, "n_stats")).isEqualTo(4);
  }

  @Test
  void poll() {
    assertThat(DatagramEnd.POLL.byteSize()).isEqualTo(8);
    assertThat(offset(DatagramEnd.POLL, "events")).isEqualTo(4);
  }

  @Test
  void nvmeCommand() {
    assertThat(NvmeAdmin.COMMAND.byteSize()).isEqualTo(72);
    assertThat(offset(NvmeAdmin.COMMAND, "nsid")).isEqualTo(4);
    assertThat(offset(NvmeAdmin.COMMAND, "metadata")).isEqualTo(16);
    assertThat(offset(NvmeAdmin.COMMAND, "addr")).isEqualTo(24);
    assertThat(offset(NvmeAdmin.COMMAND, "data_len")).isEqualTo(36);
    assertThat(offset(NvmeAdmin.COMMAND, "cdw10")).isEqualTo(40);
    assertThat(offset(NvmeAdmin.COMMAND, "timeout_ms")).isEqualTo(64);
    assertThat(offset(NvmeAdmin.COMMAND, "result")).isEqualTo(68);
  }

  private static long offset(StructLayout layout, String field) {
    return layout.byteOffset(PathElement.groupElement(field));
  }
}

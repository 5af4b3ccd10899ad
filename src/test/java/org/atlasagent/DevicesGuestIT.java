package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The packaged agent on a machine whose devices are real to it and lack what the cloud's have: an
 * NVMe disk that is no EBS volume, network cards that count no allowances, and processors without
 * hardware counters. What happens there, and in which order: devices.sh.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class DevicesGuestIT {
  private final GuestRun guest = GuestRun.of("devices.sh");

  @Test
  void aDiskOfAnotherModelIsNoVolume() {
    assertThat(guest.section("model").getFirst().strip()).isEqualTo("QEMU NVMe Ctrl");
    assertThat(guest.section("discovered"))
        .contains(
            "  ebs: nothing to report: no volume is listed in *.ebs-devices or found by"
                + " --discover-ebs");
  }

  @Test
  void aListedDiskThatIsNoVolumeIsAFailureThatSaysSo() {
    assertThat(guest.section("listed"))
        .contains(
            "  ebs: failed: /dev/nvme0n1: not an EBS volume: it has no log page 0xd0 (NVMe status"
                + " 0x4002)")
        .noneSatisfy(line -> assertThat(line).contains("aws.ebs"));
  }

  @Test
  void networkCardsOfOtherMakesHaveNoAllowances() {
    for (String driver : List.of("virtio_net", "e1000")) {
      assertThat(guest.section("statistics of " + driver)).hasSizeGreaterThan(10);
    }
    assertThat(guest.section("discovered"))
        .contains("  network-allowances: nothing to report: no interface has allowances");
  }

  @Test
  void processorsWithoutHardwareCountersAreNoFailure() {
    assertThat(guest.section("discovered"))
        .contains(
            "  pmu: nothing to report: perf_event_open(2): no processor has hardware counters for"
                + " the agent");
  }

  @Test
  void theDiskCountsWhatWasWritten() {
    assertThat(guest.section("discovered"))
        .anySatisfy(line ->
            assertThat(line).matches(" *disk.io.bytes +dev=nvme0n1 id=write +4194304 +bytes"));
  }
}

package org.atlasagent.source.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.OptionalLong;
import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.Values;
import org.atlasagent.source.cgroup.IoMax.Limit;
import org.atlasagent.source.cgroup.IoStat.Transfers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that files of a cgroup can have. */
class CgroupFilesTest {
  private static final DeviceNumber NVME = new DeviceNumber(259, 0);
  private static final DeviceNumber SDA = new DeviceNumber(8, 0);

  @Test
  void cpuMaxHasAQuotaOrNone() {
    assertThat(CpuMax.parse(fields("50000 100000\n")))
        .isEqualTo(new CpuMax(OptionalLong.of(50_000), 100_000));
    assertThat(CpuMax.parse(fields("max 100000\n")))
        .isEqualTo(new CpuMax(OptionalLong.empty(), 100_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "50000", "50000 0", "maximum 100000", "-1 100000"})
  void cpuMaxInAnotherFormIsAnError(String text) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> CpuMax.parse(fields(text)))
        .withMessageStartingWith("file: ");
  }

  @Test
  void anAmountIsANumberOrNoLimit() {
    assertThat(Amount.parse(fields("67108864\n"))).hasValue(67_108_864);
    assertThat(Amount.parse(fields("max\n"))).isEmpty();
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Amount.parse(fields("")))
        .withMessageContaining("a number is expected");
  }

  @Test
  void cpuStatOfARootCgroupHasNoThrottling() {
    CpuStat stat = new CpuStat();

    stat.parse(fields("usage_usec 7\nuser_usec 4\nsystem_usec 3\ncore_sched.force_idle_usec 1\n"));

    assertThat(stat.get(CpuStat.Field.USAGE_MICROS)).isEqualTo(7);
    assertThat(stat.get(CpuStat.Field.SYSTEM_MICROS)).isEqualTo(3);
    assertThat(stat.has(CpuStat.Field.THROTTLED_PERIODS)).isFalse();
    assertThat(stat.has(CpuStat.Field.THROTTLED_MICROS)).isFalse();
  }

  @Test
  void cpuStatForgetsWhatWasThereBefore() {
    CpuStat stat = new CpuStat();
    stat.parse(fields("nr_throttled 5\n"));
    CpuStat before = new CpuStat();
    before.copyFrom(stat);

    stat.parse(fields("usage_usec 7\n"));

    assertThat(stat.has(CpuStat.Field.THROTTLED_PERIODS)).isFalse();
    assertThat(before.get(CpuStat.Field.THROTTLED_PERIODS)).isEqualTo(5);
  }

  @Test
  void memoryStatKnowsItsLinesByWholeNames() {
    Values<MemoryStat.Field> stat =
        MemoryStat.parse(fields("file 5\nfile_dirty 6\nfile_mapped 7\nanon_thp 8\nnew one two\n"));

    assertThat(stat.get(MemoryStat.Field.FILE)).hasValue(5);
    assertThat(stat.get(MemoryStat.Field.FILE_MAPPED)).hasValue(7);
    assertThat(stat.get(MemoryStat.Field.ANON_HUGE)).hasValue(8);
    assertThat(stat.get(MemoryStat.Field.ANON)).isEmpty();
  }

  @Test
  void memoryEventsHaveALimitOfTheirOwnName() {
    assertThat(
            MemoryEvents.parse(fields("low 1\nhigh 2\nmax 3\noom 4\n")).get(MemoryEvents.Field.MAX))
        .hasValue(3);
  }

  @Test
  void ioStatPassesOverKeysOfControllers() {
    IoStat stat =
        IoStat.parse(
            fields(
                "259:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=5 dios=6 use_delay=0 cost.usage=1.5\n"),
            9);

    assertThat(stat.nanos()).isEqualTo(9);
    assertThat(stat.devices())
        .containsExactly(new IoStat.Device(NVME, new Transfers(1, 3), new Transfers(2, 4)));
  }

  /** Linux 5.13 to 6.0 print devices without transfers so. */
  @Test
  void ioStatMayHaveSeveralDevicesInALine() {
    IoStat stat = IoStat.parse(fields("7:1 \n7:0 8:0 rbytes=1 wbytes=2 rios=3 wios=4\n253:0\n"), 0);

    assertThat(stat.devices())
        .containsExactly(new IoStat.Device(SDA, new Transfers(1, 3), new Transfers(2, 4)));
  }

  @Test
  void ioStatWithOnlyAPartOfTheKeysSaysNothing() {
    assertThat(IoStat.parse(fields("8:0 cost.vrate=100.00 rbytes=1\n"), 0).devices()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sda rbytes=1", "8:0 rbytes=many", "8:0 rbytes=", "8 rbytes=1"})
  void ioStatInAnotherFormIsAnError(String text) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> IoStat.parse(fields(text), 0))
        .withMessageStartingWith("file: ");
  }

  @Test
  void ioMaxLimitsSomeDirections() {
    IoMax max =
        IoMax.parse(fields("8:0 rbps=max wbps=1024 riops=7 wiops=max new=max\n259:0 rbps=5\n"));

    assertThat(max.of(SDA).reads()).isEqualTo(new Limit(OptionalLong.empty(), OptionalLong.of(7)));
    assertThat(max.of(SDA).writes())
        .isEqualTo(new Limit(OptionalLong.of(1024), OptionalLong.empty()));
    assertThat(max.of(NVME).reads().bytes()).hasValue(5);
    assertThat(max.of(new DeviceNumber(8, 16))).isEqualTo(IoMax.Limits.NONE);
  }

  @Test
  void ioMaxWithoutLimitsIsEmpty() {
    assertThat(IoMax.parse(fields("")).devices()).isEmpty();
  }

  private static Fields fields(String text) {
    return Fields.of("file", text);
  }
}

package org.atlasagent.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.util.List;
import org.atlasagent.meter.Tag;
import org.atlasagent.meter.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, labels, units and wishes of Prometheus. */
class PrometheusNamesTest {
  @ParameterizedTest
  @CsvSource({
    "net.iface.bytes, BYTES, net_iface_bytes",
    "disk.bytesFree, BYTES, disk_free_bytes",
    "disk.bytesPercentUsed, RATIO, disk_bytes_used_ratio",
    "mem.availReal, BYTES, mem_avail_real_bytes",
    "sys.load.15, NONE, sys_load_15",
    "aws.ebs.perfExceededIOPS, SECONDS, aws_ebs_perf_exceeded_iops_seconds",
    "aws.ebs.totalOperations, NONE, aws_ebs_total_operations",
    "aws.ebs.ioLatencyHTTPServer, NONE, aws_ebs_io_latency_http_server",
    "aws.ebs.ioLatencyHistogram, NONE, aws_ebs_io_latency",
    "gauge, NONE, gauge",
    "vmstat.procs.count, NONE, vmstat_procs_count",
    "requests.total, NONE, requests",
    "a.total.created, NONE, a",
    "total, NONE, total",
    "bytes, BYTES, bytes",
    "a-b~c^d._e_, NONE, a_b_c_d_e",
    "5xx.responses, NONE, _5xx_responses",
    "..., NONE, _",
    "p99Latency, SECONDS, p99_latency_seconds"
  })
  void aNameIsWordsAndABaseUnit(String atlas, BaseUnit unit, String expected) {
    assertThat(FamilyName.of(atlas, FamilyName.Type.COUNTER, unit).name()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "agent.collection, SECONDS, agent_collection_max_seconds",
    "disk.bytesWritten, BYTES, disk_written_max_bytes",
    "queue.max, NONE, queue_max",
    "bytes, BYTES, max_bytes"
  })
  void aLargestValueIsCalledSo(String atlas, BaseUnit unit, String expected) {
    assertThat(FamilyName.ofMax(atlas, unit))
        .isEqualTo(new FamilyName(expected, FamilyName.Type.GAUGE, unit));
  }

  @Test
  void aGaugeLeavesItsSamplesToSummaries() {
    assertThat(FamilyName.of("gpu.count", FamilyName.Type.GAUGE, BaseUnit.NONE).name())
        .isEqualTo("gpu_number");
    assertThat(FamilyName.of("count", FamilyName.Type.GAUGE, BaseUnit.NONE).name())
        .isEqualTo("count");
  }

  @Test
  void labelsHaveLegalNamesOfWhichNoneComesTwice() {
    List<Tag> tags =
        List.of(
            new Tag("__x", "1"),
            new Tag("a-b", "2"),
            new Tag("a.b", "3"),
            new Tag("a_b", "4"),
            new Tag("0", "5"),
            new Tag("dataCenter", "6"),
            new Tag("quantile", "7"),
            new Tag("le", "8"),
            new Tag("_", "9"));

    assertThat(new LabelNames().of(tags))
        .containsExactly(
            "_x", "a_b", "a_b_2", "a_b_3", "_0", "dataCenter", "tag_quantile", "tag_le", "_");
  }

  @ParameterizedTest
  @CsvSource({
    "PERCENT, 25, 0.25",
    "KIBIBYTES, 3, 3072",
    "KILOHERTZ, 2400000, 2.4e9",
    "MEGAHERTZ, 1500, 1.5e9",
    "SECONDS, 2, 2",
    "PAGES, 7, 7"
  })
  void valuesComeInBaseUnits(Unit unit, double value, double expected) {
    assertThat(BaseUnit.convert(value, unit)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | 1",
        "TEXT/Plain; version=0.0.4 | 1",
        "application/json, text/plain;q=0.5 | 0.5",
        "text/plain;q=0.25;version=1, text/plain ; q=0.75 | 0.75",
        "text/plainer | 0",
        "text/plain;q=x | 0",
        "text/plain;q=7 | 1",
        "text/plain;q=0 | 0",
        "*/* | 0",
        ";;,, | 0"
      })
  void aWishHasAQuality(String header, double expected) {
    Headers headers = new Headers();
    headers.add("Accept", "image/png");
    headers.add("Accept", header);

    assertThat(new Preference(headers, "Accept").of("text/plain")).isEqualTo(expected);
    assertThat(new Preference(new Headers(), "Accept").of("text/plain")).isZero();
  }
}

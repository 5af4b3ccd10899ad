package org.atlasagent.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.collector.Flavor;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.Metric;
import org.atlasagent.receiver.Capacity;
import org.atlasagent.receiver.LineListener;
import org.atlasagent.receiver.Receiver;
import org.atlasagent.testing.LineRecorder;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a scraper gets. */
class PrometheusTextTest {
  private static final String OPEN = "application/openmetrics-text";

  private final HttpClient client = HttpClient.newHttpClient();
  private long nanos = 1;
  private long wallMillis = 1000;
  private final Receiver receiver =
      new Receiver(
          new Capacity(20_000, 10_000), nanos, () -> nanos, () -> wallMillis, LineListener.NONE);
  private final PageServer server = open();

  private PageServer open() {
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("::1"), 0);
      return new PageServer(any, receiver, RequestListener.NONE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void tearDown() {
    server.close();
    client.close();
  }

  @Test
  void incrementsAddUp() {
    send("c:own.requests,node=a:3\nc:own.requests,node=a:4\nc:own.requests,node=b:0.5");

    assertThat(scrape())
        .isEqualTo(
            """
            # HELP own_requests_total In Atlas: own.requests
            # TYPE own_requests_total counter
            own_requests_total{node="a"} 7.0
            own_requests_total{node="b"} 0.5
            """);
    assertThat(scrapeOpen())
        .isEqualTo(
            """
            # TYPE own_requests counter
            # HELP own_requests In Atlas: own.requests
            own_requests_total{node="a"} 7.0
            own_requests_total{node="b"} 0.5
            """);
  }

  @Test
  void aRunningTotalOfTheKernelIsThereAsItIsWithItsFirstSample() {
    send("U:disk.io.bytes,dev=sda,id=read,nf.node=i-1,xatlas.process=a:9007199254740992");
    send("C:sys.pressure.some,id=io:12.5");
    send("U:vmstat.paging,id=in:10");

    assertThat(scrape())
        .isEqualTo(
            """
            # HELP disk_io_bytes_total What was read from the device and written to it. In Atlas: disk.io.bytes
            # TYPE disk_io_bytes_total counter
            disk_io_bytes_total{dev="sda",id="read",nf_node="i-1",xatlas_process="a"} 9.007199254740992E15
            # HELP sys_pressure_some_seconds_total How long at least one task was held up by the resource; 1 s/s is all the time. In Atlas: sys.pressure.some
            # TYPE sys_pressure_some_seconds_total counter
            sys_pressure_some_seconds_total{id="io"} 12.5
            # HELP vmstat_paging_bytes_total What was read from block devices (in) and written to them (out). In Atlas: vmstat.paging
            # TYPE vmstat_paging_bytes_total counter
            vmstat_paging_bytes_total{id="in"} 10240.0
            """);
    assertThat(scrapeOpen())
        .startsWith(
            """
            # TYPE disk_io_bytes counter
            # UNIT disk_io_bytes bytes
            # HELP disk_io_bytes What was read from the device and written to it. In Atlas: disk.io.bytes
            disk_io_bytes_total{dev="sda",id="read",nf_node="i-1",xatlas_process="a"} 9.007199254740992E15
            """);
  }

  @Test
  void gaugesAreThereForAsLongAsTheyLive() {
    send("g:mem.cached:4096\ng,5:short:-1\nA:own.success:0");
    assertThat(scrape())
        .isEqualTo(
            """
            # HELP mem_cached_bytes Memory that caches files, tmpfs and shared memory included. In Atlas: mem.cached
            # TYPE mem_cached_bytes gauge
            mem_cached_bytes 4096.0
            # HELP own_success_seconds In Atlas: own.success
            # TYPE own_success_seconds gauge
            own_success_seconds 0.0
            # HELP short In Atlas: short
            # TYPE short gauge
            short -1.0
            """);

    pass(10);
    assertThat(scrape())
        .contains("mem_cached_bytes", "own_success_seconds 10.0")
        .doesNotContain("short");
  }

  @Test
  void aMaxGaugeIsTheLargestOfTheLastWhile() {
    send("m:sys.cpu.peakUtilization,id=user:25\nm:sys.cpu.peakUtilization,id=user:20");

    assertThat(scrape())
        .isEqualTo(
            """
            # HELP sys_cpu_peak_utilization_max_ratio The use of all processors over one second, of which the largest is kept. The largest of the last one or two minutes. In Atlas: sys.cpu.peakUtilization
            # TYPE sys_cpu_peak_utilization_max_ratio gauge
            sys_cpu_peak_utilization_max_ratio{id="user"} 0.25
            """);
    pass(200);
    assertThat(scrape()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"t, _seconds", "T, _seconds", "d, ''", "D, ''"})
  void amountsAreASummaryAndTheirLargestAGauge(String letter, String unit) {
    send("%1$s:own.work,id=x:0.5\n%1$s:own.work,id=x:2".formatted(letter));

    String summary = "own_work" + unit;
    String max = "own_work_max" + unit;
    assertThat(scrape().lines())
        .containsExactlyInAnyOrder(
            "# HELP " + max + " The largest of the last one or two minutes. In Atlas: own.work",
            "# TYPE " + max + " gauge",
            max + "{id=\"x\"} 2.0",
            "# HELP " + summary + " In Atlas: own.work",
            "# TYPE " + summary + " summary",
            summary + "_count{id=\"x\"} 2",
            summary + "_sum{id=\"x\"} 2.5");
    pass(200);
    assertThat(scrape()).contains(summary + "_count{id=\"x\"} 2").doesNotContain(max);
  }

  /** A sum of squares in percent is one of two factors of a hundred. */
  @Test
  void percentBecomesARatio() {
    send("c:sys.cpu.coreUtilization,statistic=totalAmount:50");
    send("c:sys.cpu.coreUtilization,statistic=totalOfSquares:2500");
    send("c:sys.cpu.coreUtilization,statistic=count:1");

    assertThat(scrape())
        .contains("sys_cpu_core_utilization_ratio_total{statistic=\"totalAmount\"} 0.5\n")
        .contains("sys_cpu_core_utilization_ratio_total{statistic=\"totalOfSquares\"} 0.25\n")
        .contains("sys_cpu_core_utilization_total{statistic=\"count\"} 1.0\n");
  }

  @Test
  void namesThatBecomeTheSameAreOneFamily() {
    send("g:a.b,id=1:1\ng:a_b,id=2:2\ng:aB,id=1:3");

    assertThat(all(""))
        .contains(
            """
            # HELP a_b In Atlas: a.b
            # TYPE a_b gauge
            a_b{id="1"} 1.0
            a_b{id="2"} 2.0
            """)
        .contains("\natlas_system_agent_series_left_out 1.0\n");
  }

  @Test
  void ofTypesThatExcludeEachOtherTheOlderOneStays() {
    send(
        "g:a.b_total:1\nc:a.b:2\nt:x:1\nc:x.seconds.count:3\nc:atlas.system.agent.series.leftOut:1");
    send("g:atlas.system.agent.series.leftOut:1\ng:y:1\nc:y:1");

    for (String accept : List.of("", OPEN)) {
      String all = all(accept);
      assertThat(all)
          .contains("\na_b 1.0\n", "\nx_seconds_count 1\n", "\ny 1.0\n")
          .doesNotContain("\na_b_total", "\nx_seconds_count_total")
          .contains("\natlas_system_agent_series_left_out 5.0\n");
      assertThat(all.lines().filter(line -> line.startsWith("# TYPE"))).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/openmetrics-text | true",
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | true",
        "text/plain;version=0.0.4 | false",
        "text/plain, application/openmetrics-text;q=0.9 | false",
        "application/openmetrics-text;q=0 | false",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited | false",
        "*/* | false"
      })
  void theFormatIsWhatTheScraperWants(String accept, boolean open) {
    send("g:a:1");
    HttpResponse<byte[]> answer = get(accept, "identity");

    assertThat(answer.headers().firstValue("content-type"))
        .hasValue(
            open
                ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.headers().firstValue("vary")).hasValue("Accept, Accept-Encoding");
    assertThat(new String(answer.body(), UTF_8).endsWith("\n# EOF\n")).isEqualTo(open);
  }

  @Test
  void manySeriesAreSmallWhenTheyAreZipped() throws IOException {
    for (int i = 0; i < 10_000; i++) {
      send("g:many,id=" + i + ",xatlas.process=atlas-system-agent:" + i);
    }
    HttpResponse<byte[]> zipped = get(OPEN, "gzip");

    assertThat(zipped.headers().firstValue("content-encoding")).hasValue("gzip");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes();
    assertThat(plain).isEqualTo(get(OPEN, "identity").body());
    assertThat(new String(plain, UTF_8).lines().filter(line -> line.startsWith("many{")))
        .hasSize(10_000);
    assertThat(new String(plain, UTF_8).lines().filter(line -> line.startsWith("#")))
        .containsExactly(
            "# TYPE many gauge",
            "# HELP many In Atlas: many",
            "# TYPE " + Families.LEFT_OUT + " gauge",
            "# HELP "
                + Families.LEFT_OUT
                + " Series that are not here, since others have the same name and labels here.",
            "# EOF");
    assertThat(zipped.body().length).isLessThan(plain.length / 5);
  }

  /** Every metric that there can be in a flavor, and one of each type that is not the agent's. */
  @ParameterizedTest
  @EnumSource(Flavor.class)
  void promtoolFindsNothingToComplainOf(Flavor flavor, @TempDir Path directory) throws Exception {
    Skip.withoutPrograms("promtool");
    Catalogue.entries(flavor).stream()
        .flatMap(entry -> entry.metrics().stream())
        .forEach(this::send);
    int i = 0;
    for (Kind kind : Kind.values()) {
      send("%1$s:own.thing%2$d:1".formatted(LineRecorder.letter(kind), i++));
    }
    String text = all("");
    assertThat(text).contains("\natlas_system_agent_series_left_out 0.0\n");
    Path file = directory.resolve("metrics.txt");
    Files.writeString(file, text);

    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(file.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);

    assertThat(said).isEmpty();
    assertThat(promtool.waitFor()).isZero();
  }

  /** A line of a metric, with the first of the values that each of its tags may have. */
  private void send(Metric metric) {
    String tags =
        metric.tags().stream()
            .map(tag -> {
              String value = tag.values().isEmpty() ? "any" : tag.values().getFirst();
              return "," + tag.key() + "=" + value;
            })
            .collect(Collectors.joining());
    send(LineRecorder.letter(metric.kind()) + ":" + metric.name() + tags + ":1");
  }

  private void send(String lines) {
    receiver.accept(lines.getBytes(US_ASCII), 0, lines.length());
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i += 5) {
      nanos += 5_000_000_000L;
      wallMillis += 5_000;
      receiver.tick();
    }
  }

  /** What there is in the older format, without what every answer ends with. */
  private String scrape() {
    String all = all("");
    return all.substring(0, all.indexOf("# HELP " + Families.LEFT_OUT));
  }

  private String scrapeOpen() {
    String all = all(OPEN);
    return all.substring(0, all.indexOf("# TYPE " + Families.LEFT_OUT));
  }

  private String all(String accept) {
    return new String(get(accept, "identity").body(), UTF_8);
  }

  private HttpResponse<byte[]> get(String accept, String encoding) {
    URI uri = URI.create("http://[::1]:" + server.address().getPort() + "/metrics");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept-Encoding", encoding);
    if (!accept.isEmpty()) {
      request.header("Accept", accept);
    }
    try {
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

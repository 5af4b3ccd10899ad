package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged agent, scraped over IPv6. */
class PrometheusIT {
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path directory = Path.of("");

  @BeforeEach
  void setUp() {
    Skip.withoutPrograms("prometheus", "promtool");
  }

  @AfterEach
  void tearDown() {
    client.close();
  }

  @Test
  void aRealPrometheusScrapesItAsOpenMetrics() throws IOException {
    int page = freePort();
    int web = freePort();
    Path config = directory.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        scrape_configs:
          - job_name: atlas-system-agent
            scrape_interval: 1s
            static_configs:
              - targets: ['[::1]:%d']
        """
            .formatted(page));
    try (AgentProcess agent = agent(page);
        AgentProcess prometheus =
            AgentProcess.start(
                directory,
                Map.of(),
                List.of(
                    "prometheus",
                    "--config.file=" + config,
                    "--storage.tsdb.path=" + directory.resolve("data"),
                    "--web.listen-address=[::1]:" + web))) {
      Await.until("it is up", () -> hasResult(web, "up{instance=\"[::1]:" + page + "\"} == 1"));
      Await.until(
          "a kernel counter is there", () -> hasResult(web, "vmstat_procs_count_total > 0"));
      Await.until(
          "its rate is there", () -> hasResult(web, "rate(vmstat_procs_count_total[1m]) >= 0"));
      assertThat(
              hasResult(web, "mem_total_real_bytes{xatlas_process=\"atlas-system-agent\"} > 1e6"))
          .isTrue();
      // The older format has no units.
      assertThat(ask(web, "/api/v1/metadata?metric=mem_total_real_bytes"))
          .contains("\"type\":\"gauge\"", "\"unit\":\"bytes\"");
      assertThat(ask(web, "/api/v1/targets")).contains("\"lastError\":\"\"");
      assertThat(hasResult(web, "atlas_system_agent_series_left_out == 0")).isTrue();
      assertThat(prometheus.err()).doesNotContain("level=warn", "level=error");
      assertThat(agent.err()).doesNotContain("page: ");
    }
  }

  @Test
  void promtoolFindsNothingToComplainOf() throws Exception {
    int page = freePort();
    try (AgentProcess agent = agent(page)) {
      agent.awaitErr("page at");
      Await.until(
          "a minute's round has been",
          () -> ask(page, "/metrics").contains("agent_uptime_seconds"));
      Path text = directory.resolve("metrics.txt");
      Files.writeString(text, ask(page, "/metrics"));

      Process promtool =
          new ProcessBuilder("promtool", "check", "metrics")
              .redirectInput(text.toFile())
              .redirectErrorStream(true)
              .start();
      assertThat(new String(promtool.getInputStream().readAllBytes(), UTF_8)).isEmpty();
      assertThat(promtool.waitFor()).isZero();
    }
  }

  /** A page without a scraper does not need the library. */
  @Test
  void theLibraryIsLoadedByTheFirstScrape() throws IOException {
    int page = freePort();
    List<String> command = AgentProcess.program(AgentProcess.jar());
    command.add(1, "-Xlog:class+load");
    command.addAll(List.of("run", "--output", "none", "--page", "[::1]:" + page));
    try (AgentProcess agent = AgentProcess.start(directory, Map.of(), command)) {
      Await.until("the page is there", () -> !ask(page, "/readyz").isEmpty());
      ask(page, "/");
      ask(page, "/api/series");
      assertThat(agent.out())
          .contains("org.atlasagent.web.SeriesJson ")
          .doesNotContain("io.prometheus.");

      ask(page, "/metrics");
      Await.until("it is loaded", () -> agent.out().contains("io.prometheus."));
    }
  }

  private AgentProcess agent(int page) {
    return AgentProcess.start(
        directory, Map.of(), "run", "--output", "none", "--page", "[::1]:" + page);
  }

  /** Whether a query has a result. */
  private boolean hasResult(int web, String query) {
    String encoded = URLEncoder.encode(query, UTF_8);
    return ask(web, "/api/v1/query?query=" + encoded).contains("\"value\":[");
  }

  /** What is answered; nothing while nobody listens. */
  private String ask(int port, String path) {
    try {
      URI uri = URI.create("http://[::1]:" + port + path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException notYet) {
      return "";
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      return any.getLocalPort();
    }
  }
}

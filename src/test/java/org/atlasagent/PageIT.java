package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the packaged agent in a real browser. */
class PageIT {
  private static final String ENTER = "\uE007";
  private static final String DOWN = "\uE015";

  @TempDir private Path directory = Path.of("");

  @Test
  void chartsAppearAndMoveAndSeriesAreFound() throws IOException {
    int port = freePort();
    try (AgentProcess agent = start("run", "--output", "none", "--page", "[::1]:" + port);
        Browser browser = Browser.start(1280, 1000)) {
      agent.awaitErr("page at http://[::1]:" + port);
      browser.open("http://[::1]:" + port + "/");
      Await.until("the first view is there", () -> browser.is("document.body.dataset.ready"));
      String bytes =
          "['navigation','resource'].flatMap(it => performance.getEntriesByType(it))"
              + ".reduce((sum, it) => sum + it.transferSize, 0)";
      System.out.printf(
          "first view: %s ms, %s bytes%n",
          browser.run("return document.body.dataset.ready"), browser.run("return " + bytes));
      // A second on a machine that has nothing else to do.
      assertThat(browser.is("document.body.dataset.ready < 5000")).isTrue();
      assertThat(browser.is(bytes + " < 150000")).isTrue();

      Await.until(
          "charts are there", () -> browser.is("document.querySelectorAll('canvas').length > 5"));
      Await.until(
          "the CPU has values",
          () -> browser.is("/user [0-9.]+ %/.test(document.getElementById('panels').innerText)"));
      String before = browser.run("return [...charts].find(it => it.plot).data[0].at(-1)");
      Await.until(
          "charts move",
          () ->
              !browser.run("return [...charts].find(it => it.plot).data[0].at(-1)").equals(before));
      assertThat(browser.is("document.querySelector('#dual h3')")).as("IPv4 and IPv6").isTrue();

      browser.type("/");
      Await.until(
          "the search has the focus", () -> browser.is("document.activeElement.id=='words'"));
      browser.type("net.ip.data proto=v6");
      Await.until("series are found", () -> browser.is("/^2 of /.test(count.textContent)"));
      browser.type(DOWN + ENTER);
      Await.until("a chart opens", () -> browser.is("document.querySelector('#list canvas')"));
      assertThat(browser.is("document.querySelector('#list [aria-expanded=true]')")).isTrue();
      assertThat(browser.console()).isEqualTo("{\"value\":[]}");
      assertThat(browser.is("document.documentElement.scrollWidth <= innerWidth")).isTrue();
    }
  }

  @Test
  void nothingIsServedUnaskedAndAPortThatIsTakenIsSaid() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String location = "127.0.0.1:" + taken.getLocalPort();
      try (AgentProcess agent = start("run", "--output", "none", "--page=" + location)) {
        assertThat(agent.exitCode()).isEqualTo(1);
        assertThat(agent.err()).contains("page at http://" + location + " is not served: ");
      }
    }
  }

  @Test
  void whoeverCanSeeMoreThanThisMachineIsWarned() throws IOException {
    try (AgentProcess agent =
        start("run", "--output", "none", "--collect", "load", "--page", "[::]:" + freePort())) {
      agent.awaitErr("whoever reaches this address sees what this machine reports");
    }
  }

  private AgentProcess start(String... arguments) {
    return AgentProcess.start(directory, Map.of(), arguments);
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      return any.getLocalPort();
    }
  }
}

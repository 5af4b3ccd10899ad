package org.atlasagent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Chromium without a screen, driven by chromedriver: the WebDriver protocol, as far as needed.
 */
public final class Browser implements AutoCloseable {
  private static final Pattern SESSION = Pattern.compile("\"sessionId\":\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private final String base;
  private final String session;

  private Browser(Process driver, int port, int width, int height) {
    this.driver = driver;
    base = "http://127.0.0.1:" + port;
    Await.until("chromedriver answers", this::answers);
    String options =
        """
        {"capabilities":{"alwaysMatch":{"browserName":"chrome",
        "goog:loggingPrefs":{"browser":"ALL"},
        "goog:chromeOptions":{"args":["--headless=new","--no-sandbox","--disable-gpu",
        "--disable-dev-shm-usage","--window-size=%d,%d"]}}}}
        """
            .formatted(width, height);
    Matcher matcher = SESSION.matcher(post("/session", options));
    if (!matcher.find()) {
      throw new AssertionError("no session");
    }
    session = "/session/" + matcher.group(1);
  }

  /** Starts one, or skips the test where Debian's chromium and chromium-driver are not. */
  public static Browser start(int width, int height) {
    Skip.withoutPrograms("chromium", "chromedriver");
    try {
      int port = freePort();
      Process driver =
          new ProcessBuilder("chromedriver", "--port=" + port)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Browser(driver, port, width, height);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return any.getLocalPort();
    }
  }

  /** Goes to a page. */
  public void open(String url) {
    String _ = post(session + "/url", "{\"url\":\"" + url + "\"}");
  }

  /** What a script returns, as JSON. */
  public String run(String script) {
    String quoted = script.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    String answer = post(session + "/execute/sync", "{\"script\":\"" + quoted + "\",\"args\":[]}");
    return answer.replaceFirst("^\\{\"value\":", "").replaceFirst("}$", "");
  }

  /** Whether a script returns true. */
  public boolean is(String condition) {
    return run("return !!(" + condition + ")").equals("true");
  }

  /** Presses keys, of whatever has the focus. */
  public void type(String keys) {
    StringBuilder actions = new StringBuilder();
    keys.codePoints()
        .forEach(key -> {
          String text = "\\u%04x".formatted(key);
          actions
              .append(actions.isEmpty() ? "" : ",")
              .append("{\"type\":\"keyDown\",\"value\":\"" + text + "\"},")
              .append("{\"type\":\"keyUp\",\"value\":\"" + text + "\"}");
        });
    String _ =
        post(
            session + "/actions",
            "{\"actions\":[{\"type\":\"key\",\"id\":\"k\",\"actions\":[" + actions + "]}]}");
  }

  /** What the console says, as JSON; an empty list when it says nothing. */
  public String console() {
    return post(session + "/se/log", "{\"type\":\"browser\"}");
  }

  /** Keeps what is to be seen. */
  public void screenshot(Path file) {
    String answer = request("GET", session + "/screenshot", "");
    Matcher matcher = Pattern.compile("\"value\":\"([^\"]+)\"").matcher(answer);
    if (!matcher.find()) {
      throw new AssertionError("no screenshot");
    }
    try {
      Files.write(file, Base64.getDecoder().decode(matcher.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      String _ = request("DELETE", session, "");
    } finally {
      driver.descendants().forEach(ProcessHandle::destroyForcibly);
      driver.destroyForcibly();
      client.close();
    }
  }

  private boolean answers() {
    try {
      HttpRequest status = HttpRequest.newBuilder(URI.create(base + "/status")).build();
      return client.send(status, BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String post(String path, String body) {
    return request("POST", path, body);
  }

  private String request(String method, String path, String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + path))
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(body, UTF_8))
              .build();
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + ": " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

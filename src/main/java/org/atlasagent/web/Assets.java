package org.atlasagent.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The files of the page: read once, from the jar. */
final class Assets {
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  private final Map<String, Answer> byPath = new HashMap<>();

  Assets() {
    add("/", "index.html", "text/html; charset=utf-8");
    add("/page.js", "page.js", SCRIPT);
    add("/page.css", "page.css", STYLE);
    add("/icon.svg", "icon.svg", "image/svg+xml");
    add("/uPlot.js", "uplot/uPlot.iife.min.js", SCRIPT);
    add("/uPlot.css", "uplot/uPlot.min.css", STYLE);
    add("/uPlot.LICENSE", "uplot/LICENSE", "text/plain; charset=utf-8");
  }

  Optional<Answer> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  private void add(String path, String resource, String type) {
    try (InputStream file = Assets.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      byPath.put(path, Answer.of(Answer.OK, type, Bytes.of(file.readAllBytes())));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

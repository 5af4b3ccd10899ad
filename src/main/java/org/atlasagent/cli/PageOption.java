package org.atlasagent.cli;

import java.util.List;
import org.atlasagent.config.PageLocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option that asks for the page. */
@Command
final class PageOption {
  @Option(
      names = "--page",
      arity = "0..1",
      paramLabel = "HOST:PORT",
      fallbackValue = "true",
      converter = Converters.Page.class,
      description =
          "Serve a live page of what is known, and /metrics for Prometheus. Default: off; without an"
              + " address, port 7101 of [::1] and 127.0.0.1. With --output none it moves every 5 s.")
  private Values.Pages page = new Values.Pages(List.of());

  /** Where the page is wanted; nowhere when empty. */
  List<PageLocation> locations() {
    return page.all();
  }
}

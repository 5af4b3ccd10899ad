package org.atlasagent.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.collector.Flavor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows every metric that there can be. Reads no file: the catalogue is the same everywhere. */
@Command(
    name = "metrics",
    abbreviateSynopsis = true,
    description = "Show the catalogue of all metrics.")
final class MetricsCommand implements Callable<Integer> {
  private final PrintWriter out;

  @Option(
      names = "--flavor",
      paramLabel = "FLAVOR",
      converter = Converters.OneFlavor.class,
      description = "Only what is reported in system, titus or k8s. Default: all.")
  private Optional<Flavor> flavor = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      converter = FormatConverter.class,
      description = "table, markdown or json. Default: table.")
  private Format format = Format.TABLE;

  enum Format {
    TABLE,
    MARKDOWN,
    JSON
  }

  static final class FormatConverter extends Converters.LowerCase<Format> {
    FormatConverter() {
      super(Format.class);
    }
  }

  MetricsCommand(Surroundings surroundings) {
    out = surroundings.out();
  }

  @Override
  public Integer call() {
    List<Catalogue.Entry> entries = flavor.map(Catalogue::entries).orElseGet(Catalogue::entries);
    switch (format) {
      case TABLE -> MetricsTable.write(entries, out);
      case MARKDOWN -> MetricsMarkdown.write(entries, out);
      case JSON -> MetricsJson.write(entries, out);
    }
    return 0;
  }
}

package org.atlasagent.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.Labels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say how series are labelled, and how many there may be. */
@Command
final class LabelOptions {
  private static final Map<String, String> TAG_OF_VARIABLE =
      Map.of("TITUS_CONTAINER_NAME", "nf.container", "TITUS_PROCESS_NAME", "nf.process");

  @Option(
      names = "--common-tags",
      paramLabel = "TAGS",
      converter = Converters.TagList.class,
      description = "Tags for every series: key=value,key2=value2.")
  private Values.Tags common = new Values.Tags(new TreeMap<>());

  @Option(
      names = {"-t", "--network-tags"},
      paramLabel = "TAGS",
      converter = Converters.TagList.class,
      description = "Tags for the series of network metrics: key=value,key2=value2.")
  private Values.Tags network = new Values.Tags(new TreeMap<>());

  @Option(
      names = "--max-series",
      paramLabel = "N",
      defaultValue = "" + AgentConfig.DEFAULT_MAX_SERIES,
      converter = Converters.PositiveNumber.class,
      description =
          "The most series of one collector. Default: " + AgentConfig.DEFAULT_MAX_SERIES + ".")
  private int maxSeries = AgentConfig.DEFAULT_MAX_SERIES;

  /** Takes an option as text, without picocli; false when it is none of these. */
  boolean set(String key, String text) {
    switch (key) {
      case "common-tags" -> common = Values.tags(text);
      case "network-tags" -> network = Values.tags(text);
      case "max-series" -> maxSeries = Values.positiveNumber(text);
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Hands over the labels: what the environment says, then what the operator says.
   *
   * @param process the value of xatlas.process, where one is given
   */
  void applyTo(
      AgentConfig.Builder config, Map<String, String> environment, Optional<String> process) {
    Map<String, String> all = new TreeMap<>();
    TAG_OF_VARIABLE.forEach((variable, tag) -> {
      String value = environment.getOrDefault(variable, "");
      if (!value.isEmpty()) {
        all.put(tag, value);
      }
    });
    all.putAll(common.byKey());
    process.ifPresent(name -> all.put(Labels.PROCESS, name));
    config.labels(new Labels(all, network.byKey())).maxSeries(maxSeries);
  }
}

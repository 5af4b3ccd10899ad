package org.atlasagent.cli;

import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.OutputLocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option that says where lines go. */
@Command
final class OutputOption {
  @Option(
      names = "--output",
      paramLabel = "LOCATION",
      defaultValue = AgentConfig.DEFAULT_OUTPUT,
      converter = Converters.Output.class,
      description =
          "Where the lines go: unix (/run/spectatord/spectatord.unix), unix:///path, udp"
              + " ([::1]:1234), udp://host:port, stdout, stderr, file:///path, atlas:URL"
              + " (the publish API of Atlas, atlas:http://host:port/api/v1/publish) or none."
              + " Default: SPECTATOR_OUTPUT_LOCATION, else unix.")
  private OutputLocation output = OutputLocation.parse(AgentConfig.DEFAULT_OUTPUT);

  /** Whether the lines go nowhere: then nobody depends on how often they come. */
  boolean isNowhere() {
    return output instanceof OutputLocation.Nowhere;
  }

  /** Takes an option as text, without picocli; false when it is none of these. */
  boolean set(String key, String text) {
    if (key.equals("output")) {
      output = Values.output(text);
      return true;
    }
    return false;
  }

  void applyTo(AgentConfig.Builder config) {
    config.output(output);
  }
}

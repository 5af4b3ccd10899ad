package org.atlasagent.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.FlavorChoice;
import org.atlasagent.config.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of every command that collects: what is read, and where its defaults stand. */
@Command
final class AgentOptions {
  /**
   * The option that names the configuration file; its value is used before the others are known.
   */
  static final String CONFIG = "--config";

  @Option(
      names = {"-c", CONFIG},
      paramLabel = "FILE",
      converter = Converters.ExistingFile.class,
      description =
          "Configuration file, with a line long-option-name=value for each default."
              + " Default: /etc/default/atlas-system-agent, when it exists.")
  Optional<Path> configFile = Optional.empty();

  @Option(
      names = "--flavor",
      paramLabel = "FLAVOR",
      defaultValue = "auto",
      converter = Converters.FlavorOrAuto.class,
      description =
          "What is watched: system (a host), titus or k8s (the container), or auto. Default: auto.")
  private FlavorChoice flavor = FlavorChoice.AUTO;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      converter = Converters.Directory.class,
      description = "Read DIR/proc and DIR/sys: a host that is mounted there. Default: /.")
  private Optional<Path> root = Optional.empty();

  @Option(
      names = "--collect",
      paramLabel = "NAMES",
      converter = Converters.CollectorNames.class,
      description = "Run only these collectors: a,b. Default: all of the flavor.")
  private Values.Names collect = Values.Names.NONE;

  @Option(
      names = "--no-collect",
      paramLabel = "NAMES",
      converter = Converters.CollectorNames.class,
      description = "Leave these collectors out: a,b.")
  private Values.Names noCollect = Values.Names.NONE;

  @Option(
      names = "--ignore-interfaces",
      paramLabel = "REGEX",
      converter = Converters.Regex.class,
      description = "Leave out network interfaces in whose name this is found.")
  private Optional<Pattern> ignoreInterfaces = Optional.empty();

  @Option(
      names = "--ignore-mounts",
      paramLabel = "REGEX",
      converter = Converters.Regex.class,
      description = "Leave out file systems in whose mount point this is found.")
  private Optional<Pattern> ignoreMounts = Optional.empty();

  @Option(
      names = "--ignore-devices",
      paramLabel = "REGEX",
      converter = Converters.Regex.class,
      description = "Leave out block devices in whose name this is found.")
  private Optional<Pattern> ignoreDevices = Optional.empty();

  @Option(
      names = "--aws-credentials",
      converter = Converters.TrueOrFalse.class,
      description =
          "Ask the metadata service of EC2 how long the instance's credentials can be used."
              + " Default: on when NETFLIX_EXECUTOR is ec2 or titus.")
  private boolean awsCredentials;

  @Option(
      names = "--discover-ebs",
      converter = Converters.TrueOrFalse.class,
      description = "Watch each EBS volume that is attached, besides those in *.ebs-devices files.")
  private boolean discoverEbs;

  @Option(
      names = "--conf-dir",
      paramLabel = "DIR",
      hidden = true,
      converter = Converters.Directory.class)
  private Optional<Path> confDir = Optional.empty();

  @Option(
      names = "--pmu",
      converter = Converters.TrueOrFalse.class,
      description =
          "Read the hardware counters of the processors."
              + " Default: on when ATLAS_ENABLE_PMU_METRICS is true.")
  private boolean pmu;

  /** Takes an option as text, without picocli; false when it is none of these. */
  boolean set(String key, String text) {
    switch (key) {
      case "config" -> configFile = Optional.of(Values.existingFile(text));
      case "flavor" -> flavor = Values.flavorOrAuto(text);
      case "root" -> root = Optional.of(Values.directory(text));
      case "collect" -> collect = Values.collectors(text);
      case "no-collect" -> noCollect = Values.collectors(text);
      case "ignore-interfaces" -> ignoreInterfaces = regex(text);
      case "ignore-mounts" -> ignoreMounts = regex(text);
      case "ignore-devices" -> ignoreDevices = regex(text);
      case "aws-credentials" -> awsCredentials = Values.trueOrFalse(text);
      case "discover-ebs" -> discoverEbs = Values.trueOrFalse(text);
      case "conf-dir" -> confDir = Optional.of(Values.directory(text));
      case "pmu" -> pmu = Values.trueOrFalse(text);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Optional<Pattern> regex(String text) {
    return Optional.of(Values.regex(text));
  }

  void applyTo(AgentConfig.Builder config) {
    root.ifPresent(config::root);
    confDir.ifPresent(config::confDir);
    config
        .flavor(flavor)
        .awsCredentials(awsCredentials)
        .discoverEbs(discoverEbs)
        .hardwareCounters(pmu)
        .selection(
            new Selection(
                collect.names(), noCollect.names(), ignoreInterfaces, ignoreMounts, ignoreDevices));
  }
}

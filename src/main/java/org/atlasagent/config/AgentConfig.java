package org.atlasagent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that an operator can ask of the agent.
 *
 * @param output where the lines go
 * @param flavor what is watched
 * @param givenRoot the root file system of the host, absolute, where the operator named one
 * @param selection what is to be seen
 * @param labels the tags of the operator
 * @param maxSeries the most series that a run of a collector may report
 * @param maxServices the most systemd services that are watched
 * @param confDir the directory of the files that say what is watched
 * @param hardwareCounters whether the hardware counters of the processors are read
 * @param minuteSeconds the seconds from one collection of what is collected each minute to the next
 * @param cadenceFactor how many times faster than normal all cadences are; 1 outside of tests
 * @param logging how the log is written
 * @param page where the page is served; nowhere when empty
 * @param awsCredentials whether the metadata service of EC2 is asked wherever the agent runs
 * @param discoverEbs whether EBS volumes are found by themselves
 * @param supervision what the service manager wants to hear, when it wants to
 * @param environment the environment variables on which the flavor and collectors depend, those
 *     that are set
 */
public record AgentConfig(
    OutputLocation output,
    FlavorChoice flavor,
    Optional<Path> givenRoot,
    Selection selection,
    Labels labels,
    int maxSeries,
    int maxServices,
    Path confDir,
    boolean hardwareCounters,
    int minuteSeconds,
    double cadenceFactor,
    Logging logging,
    List<PageLocation> page,
    boolean awsCredentials,
    boolean discoverEbs,
    Optional<Supervision> supervision,
    Map<String, String> environment) {

  /** The default of {@link #output}, as the option spells it. */
  public static final String DEFAULT_OUTPUT = "unix";

  /** The default of {@link #maxSeries}. */
  public static final int DEFAULT_MAX_SERIES = 2000;

  /** The default of {@link #maxServices}. */
  public static final int DEFAULT_MAX_SERVICES = 10;

  /** The default of {@link #confDir}. */
  public static final String DEFAULT_CONF_DIR = "/etc/atlas-system-agent/conf.d";

  /** The largest {@link #cadenceFactor}: a second's work in a millisecond. */
  public static final double LARGEST_CADENCE_FACTOR = 1000;

  /** The default of {@link #minuteSeconds}, which is part of the contract with Atlas. */
  public static final int MINUTE = 60;

  /** A {@link #minuteSeconds} for people who look at this machine only, and do not like to wait. */
  public static final int LIVE = 5;

  private static final Path OWN_ROOT = Path.of("/");

  public AgentConfig {
    givenRoot.ifPresent(root -> require(root.isAbsolute(), "the root is not absolute: " + root));
    require(maxSeries > 0, "not a bound on series: " + maxSeries);
    require(maxServices > 0, "not a bound on services: " + maxServices);
    require(minuteSeconds >= LIVE && minuteSeconds <= MINUTE, "not a minute: " + minuteSeconds);
    require(
        cadenceFactor >= 1 && cadenceFactor <= LARGEST_CADENCE_FACTOR,
        "not a cadence factor: " + cadenceFactor);
    page = List.copyOf(page);
    environment = Map.copyOf(environment);
  }

  /** The root file system of the host: {@code /} for this machine's own. */
  public Path root() {
    return givenRoot.orElse(OWN_ROOT);
  }

  private static void require(boolean fulfilled, String flaw) {
    if (!fulfilled) {
      throw new IllegalArgumentException(flaw);
    }
  }

  /** Starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private OutputLocation output = OutputLocation.parse(DEFAULT_OUTPUT);
    private FlavorChoice flavor = FlavorChoice.AUTO;
    private Optional<Path> givenRoot = Optional.empty();
    private Selection selection = Selection.ALL;
    private Labels labels = Labels.NONE;
    private int maxSeries = DEFAULT_MAX_SERIES;
    private int maxServices = DEFAULT_MAX_SERVICES;
    private Path confDir = Path.of(DEFAULT_CONF_DIR);
    private boolean hardwareCounters;
    private int minuteSeconds = MINUTE;
    private double cadenceFactor = 1;
    private Logging logging = Logging.PLAIN;
    private List<PageLocation> page = List.of();
    private boolean awsCredentials;
    private boolean discoverEbs;
    private Optional<Supervision> supervision = Optional.empty();
    private Map<String, String> environment = Map.of();

    private Builder() {}

    /** Sets {@link AgentConfig#output}. */
    public Builder output(OutputLocation output) {
      this.output = output;
      return this;
    }

    /** Sets {@link AgentConfig#flavor}. */
    public Builder flavor(FlavorChoice flavor) {
      this.flavor = flavor;
      return this;
    }

    /** Sets {@link AgentConfig#givenRoot}. */
    public Builder root(Path root) {
      givenRoot = Optional.of(root);
      return this;
    }

    /** Sets {@link AgentConfig#selection}. */
    public Builder selection(Selection selection) {
      this.selection = selection;
      return this;
    }

    /** Sets {@link AgentConfig#labels}. */
    public Builder labels(Labels labels) {
      this.labels = labels;
      return this;
    }

    /** Sets {@link AgentConfig#maxSeries}. */
    public Builder maxSeries(int maxSeries) {
      this.maxSeries = maxSeries;
      return this;
    }

    /** Sets {@link AgentConfig#maxServices}. */
    public Builder maxServices(int maxServices) {
      this.maxServices = maxServices;
      return this;
    }

    /** Sets {@link AgentConfig#confDir}. */
    public Builder confDir(Path confDir) {
      this.confDir = confDir;
      return this;
    }

    /** Sets {@link AgentConfig#hardwareCounters}. */
    public Builder hardwareCounters(boolean hardwareCounters) {
      this.hardwareCounters = hardwareCounters;
      return this;
    }

    /** Sets {@link AgentConfig#minuteSeconds}. */
    public Builder minuteSeconds(int minuteSeconds) {
      this.minuteSeconds = minuteSeconds;
      return this;
    }

    /** Sets {@link AgentConfig#cadenceFactor}. */
    public Builder cadenceFactor(double cadenceFactor) {
      this.cadenceFactor = cadenceFactor;
      return this;
    }

    /** Sets {@link AgentConfig#logging}. */
    public Builder logging(Logging logging) {
      this.logging = logging;
      return this;
    }

    /** Sets {@link AgentConfig#page}. */
    public Builder page(List<PageLocation> page) {
      this.page = page;
      return this;
    }

    /** Sets {@link AgentConfig#awsCredentials}. */
    public Builder awsCredentials(boolean awsCredentials) {
      this.awsCredentials = awsCredentials;
      return this;
    }

    /** Sets {@link AgentConfig#discoverEbs}. */
    public Builder discoverEbs(boolean discoverEbs) {
      this.discoverEbs = discoverEbs;
      return this;
    }

    /** Sets {@link AgentConfig#supervision}. */
    public Builder supervision(Optional<Supervision> supervision) {
      this.supervision = supervision;
      return this;
    }

    /** Sets {@link AgentConfig#environment}. */
    public Builder environment(Map<String, String> environment) {
      this.environment = environment;
      return this;
    }

    /** The configuration. */
    public AgentConfig build() {
      return new AgentConfig(
          output,
          flavor,
          givenRoot,
          selection,
          labels,
          maxSeries,
          maxServices,
          confDir,
          hardwareCounters,
          minuteSeconds,
          cadenceFactor,
          logging,
          page,
          awsCredentials,
          discoverEbs,
          supervision,
          environment);
    }
  }
}

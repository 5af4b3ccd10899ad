package org.atlasagent.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is known about a metric before any value: a row of the catalogue. Collectors hold their
 * metrics as constants, so that a name stands once, in full, beside its unit.
 *
 * @param name the contract's name
 * @param kind what its meters do with samples
 * @param unit the unit of a sample
 * @param tags the dimensions, in the order in which {@link Meters} takes their values
 * @param seconds the cadence at which samples are taken
 * @param network whether the extra network tags of the operator go on it
 * @param ipVersions which IP versions it covers
 * @param ttl seconds for which the receiver keeps a gauge, where it is not the receiver's default
 * @param source the kernel file and field, or the call
 * @param description one sentence for someone who reads a dashboard
 */
public record Metric(
    String name,
    Kind kind,
    Unit unit,
    List<Dimension> tags,
    int seconds,
    boolean network,
    IpVersions ipVersions,
    OptionalInt ttl,
    String source,
    String description) {

  /**
   * A tag key and the values it can take.
   *
   * @param key the tag's key
   * @param values all values where they are fixed; empty where they come from the machine
   */
  public record Dimension(String key, List<String> values) {
    public Dimension {
      values = List.copyOf(values);
    }
  }

  public Metric {
    tags = List.copyOf(tags);
  }

  /** A metric without tags, every 60 s, that has nothing to do with IP. */
  public static Metric of(Kind kind, String name, Unit unit) {
    return new Metric(
        name, kind, unit, List.of(), 60, false, IpVersions.NOT_IP, OptionalInt.empty(), "", "");
  }

  /** The same with one more dimension; no values: they come from the machine. */
  public Metric tag(String key, String... values) {
    List<Dimension> more = new ArrayList<>(tags);
    more.add(new Dimension(key, List.of(values)));
    return new Metric(
        name, kind, unit, more, seconds, network, ipVersions, ttl, source, description);
  }

  /** The same name where other values of one tag come in another unit. */
  public Metric variant(Unit unit, String key, String... values) {
    List<Dimension> others =
        tags.stream()
            .map(tag -> tag.key().equals(key) ? new Dimension(key, List.of(values)) : tag)
            .toList();
    return new Metric(
        name, kind, unit, others, seconds, network, ipVersions, ttl, source, description);
  }

  /** The same at another cadence. */
  public Metric every(int seconds) {
    return new Metric(
        name, kind, unit, tags, seconds, network, ipVersions, ttl, source, description);
  }

  /** The same with the network tags of the operator, covering these IP versions. */
  public Metric network(IpVersions versions) {
    return new Metric(name, kind, unit, tags, seconds, true, versions, ttl, source, description);
  }

  /** The same covering these IP versions. */
  public Metric covers(IpVersions versions) {
    return new Metric(name, kind, unit, tags, seconds, network, versions, ttl, source, description);
  }

  /** The same, a gauge that the receiver forgets after this many seconds. */
  public Metric keptFor(int seconds) {
    return new Metric(
        name,
        kind,
        unit,
        tags,
        this.seconds,
        network,
        ipVersions,
        OptionalInt.of(seconds),
        source,
        description);
  }

  /** The same with its source. */
  public Metric from(String source) {
    return new Metric(
        name, kind, unit, tags, seconds, network, ipVersions, ttl, source, description);
  }

  /** The same with its description. */
  public Metric says(String description) {
    return new Metric(
        name, kind, unit, tags, seconds, network, ipVersions, ttl, source, description);
  }
}

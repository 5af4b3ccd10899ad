package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.meter.Metric;
import org.atlasagent.spectatord.ProtocolLine;
import org.atlasagent.spectatord.StrictParser;
import org.atlasagent.testing.LineRecorder;

/** Lines that arrived: each is right, is in the catalogue, and names the agent. */
final class Received {
  private static final Map<String, List<Metric>> METRICS =
      Catalogue.entries().stream()
          .flatMap(entry -> entry.metrics().stream())
          .collect(Collectors.groupingBy(Metric::name));

  private final String process;
  private final List<ProtocolLine> lines = new ArrayList<>();

  /** Lines of an agent that calls itself so. */
  Received(String process) {
    this.process = process;
  }

  /** Takes the lines of a datagram, and checks each. */
  List<ProtocolLine> add(byte[] datagram) {
    List<ProtocolLine> added = StrictParser.parse(datagram);
    added.forEach(this::check);
    lines.addAll(added);
    return added;
  }

  /** Takes one line, and checks it. */
  void add(String line) {
    ProtocolLine parsed = StrictParser.parseLine(line);
    check(parsed);
    lines.add(parsed);
  }

  List<ProtocolLine> lines() {
    return lines;
  }

  boolean has(Predicate<ProtocolLine> which) {
    return lines.stream().anyMatch(which);
  }

  boolean has(String name) {
    return has(line -> line.name().equals(name));
  }

  /** The sum of what the lines of a metric with some id say. */
  long sum(String name, String id) {
    return lines.stream()
        .filter(line -> line.name().equals(name) && id.equals(line.tags().get("id")))
        .mapToLong(line -> line.value().longValueExact())
        .sum();
  }

  private void check(ProtocolLine line) {
    assertThat(METRICS).as("the catalogue").containsKey(line.name());
    assertThat(line.tags()).as(line.name()).containsEntry("xatlas.process", process);
    Map<String, String> tags = new TreeMap<>(line.tags());
    tags.keySet().removeAll(List.of("xatlas.process", "nf.container", "nf.process", "titus.host"));
    tags.keySet().removeIf(key -> key.startsWith("test."));
    assertThat(METRICS.getOrDefault(line.name(), List.of()))
        .as("what declares %s", line)
        .anyMatch(metric -> declares(metric, line.letter(), tags));
  }

  private static boolean declares(Metric metric, char letter, Map<String, String> tags) {
    List<String> keys = metric.tags().stream().map(Metric.Dimension::key).toList();
    return LineRecorder.letter(metric.kind()).equals(String.valueOf(letter))
        && keys.containsAll(tags.keySet())
        && metric.tags().stream()
            .allMatch(dimension ->
                dimension.values().isEmpty()
                    || dimension.values().contains(tags.get(dimension.key())));
  }
}

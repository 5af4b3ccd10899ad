package org.atlasagent.cli;

import static org.atlasagent.cli.TextTable.Side.LEFT;
import static org.atlasagent.cli.TextTable.Side.RIGHT;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.atlasagent.collector.MetricIndex;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Tag;
import org.atlasagent.meter.Unit;
import org.atlasagent.receiver.Reading;
import org.atlasagent.receiver.Snapshot;
import org.atlasagent.receiver.Statistic;

/** What a receiver knows, for a terminal: a row for each value, sorted by name. */
final class WatchTable {
  private final MetricIndex metrics = new MetricIndex();
  private final Optional<Pattern> pattern;

  /** Shows the series in which a pattern is found, all without one. */
  WatchTable(Optional<Pattern> pattern) {
    this.pattern = pattern;
  }

  /** The lines of the table. */
  List<String> lines(Snapshot snapshot) {
    Map<String, Snapshot.Row> rows = new TreeMap<>();
    snapshot.rows().forEach(row -> rows.put(row.id() + " " + row.number(), row));
    Set<Tag> common = commonTags(snapshot.rows());
    pattern.ifPresent(wanted -> rows.keySet().removeIf(id -> !wanted.matcher(id).find()));
    TextTable table = new TextTable(LEFT, LEFT, RIGHT, LEFT);
    table.text(
        "%d of %d series%s"
            .formatted(
                rows.size(),
                snapshot.rows().size(),
                common.isEmpty() ? "" : ", all with " + text(common)));
    rows.values().forEach(row -> add(row, common, table));
    StringWriter text = new StringWriter();
    table.write(new PrintWriter(text));
    return text.toString().lines().toList();
  }

  private void add(Snapshot.Row row, Set<Tag> common, TextTable table) {
    MeterId id = row.id();
    Unit unit = metrics.find(id).map(Metric::unit).orElse(Unit.NONE);
    boolean several = row.values().size() > 1;
    for (Snapshot.Value value : row.values()) {
      StringJoiner tags = new StringJoiner(" ");
      id.tags().stream()
          .filter(tag -> !common.contains(tag))
          .forEach(tag -> tags.add(tag.key() + "=" + tag.value()));
      if (several) {
        tags.add("(" + value.statistic().title() + ")");
      }
      OptionalDouble number = number(row, value);
      table.row(
          id.name(),
          tags.toString(),
          number.isPresent() ? Figure.rounded(number.getAsDouble()) : "-",
          number.isPresent() ? unit(row.kind(), value.statistic(), unit) : "");
    }
  }

  /** The value of the last step; of a gauge that is younger, what it says. */
  private static OptionalDouble number(Snapshot.Row row, Snapshot.Value value) {
    if (!Double.isNaN(value.value())) {
      return OptionalDouble.of(value.value());
    }
    return row.reading() instanceof Reading.Level(double level) && row.values().size() == 1
        ? OptionalDouble.of(level)
        : OptionalDouble.empty();
  }

  private static String unit(Kind kind, Statistic statistic, Unit unit) {
    String symbol = unit.symbol();
    return switch (statistic) {
      case GAUGE, MAX -> symbol;
      case COUNT -> (kind.counting() ? symbol : "") + "/s";
      case TOTAL -> symbol + "/s";
    };
  }

  private static Set<Tag> commonTags(List<Snapshot.Row> rows) {
    if (rows.isEmpty()) {
      return Set.of();
    }
    Set<Tag> common = new HashSet<>(rows.getFirst().id().tags());
    rows.forEach(row -> common.retainAll(row.id().tags()));
    return common;
  }

  private static String text(Set<Tag> tags) {
    StringJoiner text = new StringJoiner(" ");
    tags.stream()
        .sorted(Comparator.comparing(Tag::key))
        .forEach(tag -> text.add(tag.key() + "=" + tag.value()));
    return text.toString();
  }
}

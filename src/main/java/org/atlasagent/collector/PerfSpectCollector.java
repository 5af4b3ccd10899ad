package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.COUNTER;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Counter;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.host.PerfSpect;
import org.atlasagent.source.host.PerfSpectReading;
import org.atlasagent.source.sysfs.ProductName;
import org.atlasagent.source.sysfs.ProductName.Maker;

/** Reports what PerfSpect prints about the processors of an EC2 instance. */
final class PerfSpectCollector implements Collector {
  /** The seconds that a line of PerfSpect is about: so it is told when it is started. */
  private static final int SECONDS = 5;

  private static final int FIRST_GENERATION = 7;

  /** Lines come about as often as they are asked for: so many times there may be none. */
  private static final int MOST_TIMES_WITHOUT_LINES = 3;

  private static final Metric FREQUENCY =
      Metric.of(GAUGE, "cpu.perfspect.frequency", Unit.NONE)
          .every(SECONDS)
          .from("perfspect metrics --live, field 5")
          .says("The mean clock frequency of the processors, as PerfSpect prints it.");
  private static final Metric CYCLES =
      Metric.of(COUNTER, "cpu.perfspect.cycles", Unit.COUNT)
          .every(SECONDS)
          .from("perfspect metrics --live, field 6 x 5 s")
          .says("Clock cycles of all processors.");
  private static final Metric INSTRUCTIONS =
      Metric.of(COUNTER, "cpu.perfspect.instructions", Unit.COUNT)
          .every(SECONDS)
          .from("perfspect metrics --live, field 7 x 5 s")
          .says("Instructions of all processors; few for each cycle: they wait for memory.");
  private static final Metric L2_CACHE_MISSES =
      Metric.of(COUNTER, "cpu.perfspect.l2CacheMisses", Unit.COUNT)
          .every(SECONDS)
          .from("perfspect metrics --live, field 8 x 5 s")
          .says("Accesses to memory that the second-level caches could not serve.");

  static final List<Metric> METRICS = List.of(FREQUENCY, CYCLES, INSTRUCTIONS, L2_CACHE_MISSES);

  private static final Outcome NOT_INSTALLED =
      Outcome.noData("/apps/nflx-perfspect/bin/perfspect: not there");
  private static final Outcome NO_LINE = Outcome.noData("perfspect: has printed no line yet");

  private final KernelFile productName;
  private final Outcome noProduct;
  private final PerfSpect perfSpect;
  private final Gauge frequency;
  private final Counter cycles;
  private final Counter instructions;
  private final Counter l2CacheMisses;
  private int timesWithoutLines = MOST_TIMES_WITHOUT_LINES;
  private String unsuitableProduct = "";
  private Outcome unsuitable = NOT_INSTALLED;

  PerfSpectCollector(Wiring wiring) {
    productName = wiring.files().sys("devices/virtual/dmi/id/product_name");
    noProduct = Outcome.noData(productName.path() + ": not there");
    perfSpect = wiring.host().hardware().perfSpect();
    frequency = wiring.meters().gauge(FREQUENCY);
    cycles = wiring.meters().counter(CYCLES);
    instructions = wiring.meters().counter(INSTRUCTIONS);
    l2CacheMisses = wiring.meters().counter(L2_CACHE_MISSES);
  }

  @Override
  public Outcome collect(Due due) {
    Optional<ProductName> product = ProductName.read(productName);
    if (product.isEmpty()) {
      return noProduct;
    }
    Optional<Maker> maker = product.get().maker();
    if (maker.isEmpty() || product.get().generation() < FIRST_GENERATION) {
      return unsuitable(product.get().text());
    }
    Optional<PerfSpect.Printed> printed = perfSpect.take(maker.get());
    return printed.isEmpty() ? NOT_INSTALLED : report(printed.get());
  }

  /** The same each minute: made once, for the product of a machine stays. */
  private Outcome unsuitable(String product) {
    if (!product.equals(unsuitableProduct)) {
      unsuitableProduct = product;
      unsuitable =
          Outcome.noData(
              productName.path()
                  + ": "
                  + product
                  + " is no EC2 type of generation "
                  + FIRST_GENERATION
                  + " or later with Intel or AMD processors");
    }
    return unsuitable;
  }

  private Outcome report(PerfSpect.Printed printed) {
    if (reported(printed.lines())) {
      timesWithoutLines = 0;
      return Outcome.COLLECTED;
    }
    if (printed.problem().isPresent()) {
      timesWithoutLines = MOST_TIMES_WITHOUT_LINES;
      throw new SourceException("perfspect", "does not run: " + printed.problem().get());
    }
    // The one line that is no reading is the heading, with which each start begins.
    if (printed.lines().size() > 1) {
      throw new MalformedException(
          "perfspect", "not 8 fields with 4 numbers at the end", printed.lines().getLast());
    }
    timesWithoutLines++;
    return timesWithoutLines > MOST_TIMES_WITHOUT_LINES ? NO_LINE : Outcome.COLLECTED;
  }

  /** Reports every line that is a reading; whether there was one. */
  private boolean reported(List<String> lines) {
    boolean any = false;
    for (String line : lines) {
      Optional<PerfSpectReading> reading = PerfSpectReading.parse(line);
      if (reading.isPresent()) {
        report(reading.get());
        any = true;
      }
    }
    return any;
  }

  private void report(PerfSpectReading reading) {
    frequency.set(reading.frequency());
    cycles.add(reading.cyclesPerSecond() * SECONDS);
    instructions.add(reading.instructionsPerSecond() * SECONDS);
    l2CacheMisses.add(reading.l2MissesPerSecond() * SECONDS);
  }
}

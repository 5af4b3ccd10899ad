package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.ANY_PROTOCOL;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.procfs.NetDev;
import org.atlasagent.source.procfs.NetDev.Field;

/** Reports what each network interface has carried, lost and damaged. */
final class InterfacesCollector implements Collector {
  private static final Metric BYTES =
      Metric.of(MONOTONIC_COUNTER, "net.iface.bytes", Unit.BYTES)
          .tag("iface")
          .tag("id", "in", "out")
          .network(ANY_PROTOCOL)
          .from("/proc/net/dev, bytes of Receive and Transmit; one number for all protocols")
          .says("Bytes that the interface has received and sent, whatever protocol they carry.");
  private static final Metric PACKETS =
      Metric.of(MONOTONIC_COUNTER, "net.iface.packets", Unit.PACKETS)
          .tag("iface")
          .tag("id", "in", "out")
          .network(ANY_PROTOCOL)
          .from("/proc/net/dev, packets of Receive and Transmit; one number for all protocols")
          .says("Packets that the interface has received and sent, whatever protocol they carry.");
  private static final Metric ERRORS =
      Metric.of(MONOTONIC_COUNTER, "net.iface.errors", Unit.FRAMES)
          .tag("iface")
          .tag("id", "in", "out")
          .network(ANY_PROTOCOL)
          .from(
              "/proc/net/dev, errs+fifo+frame of Receive, errs+fifo of Transmit; one number for all"
                  + " protocols")
          .says(
              "Frames that a bad cable, a full ring or a fault of the device has damaged or lost.");
  private static final Metric DROPPED =
      Metric.of(MONOTONIC_COUNTER, "net.iface.droppedPackets", Unit.PACKETS)
          .tag("iface")
          .tag("id", "in", "out")
          .network(ANY_PROTOCOL)
          .from("/proc/net/dev, drop of Receive and Transmit; one number for all protocols")
          .says("Sound packets thrown away: no room, no receiver, or a filter that refused them.");
  private static final Metric COLLISIONS =
      Metric.of(MONOTONIC_COUNTER, "net.iface.collisions", Unit.COUNT)
          .tag("iface")
          .network(ANY_PROTOCOL)
          .from("/proc/net/dev, colls of Transmit; one number for all protocols")
          .says(
              "Collisions on a shared cable: on a switched network, a sign of a duplex mismatch.");

  static final List<Metric> METRICS = List.of(BYTES, PACKETS, ERRORS, DROPPED, COLLISIONS);

  private final KernelFile dev;
  private final Predicate<String> wanted;
  private final Kept<FieldMeters<Field>> interfaces;

  InterfacesCollector(Wiring wiring) {
    dev = wiring.files().net("dev");
    wanted = wiring.interfaces();
    interfaces = new Kept<>(wiring.meters(), name -> meters(wiring.meters(), name));
  }

  private static FieldMeters<Field> meters(Meters meters, String name) {
    return new FieldMeters<Field>()
        .add(meters.monotonicCounter(BYTES, name, "in"), Field.RECEIVE_BYTES)
        .add(meters.monotonicCounter(BYTES, name, "out"), Field.TRANSMIT_BYTES)
        .add(meters.monotonicCounter(PACKETS, name, "in"), Field.RECEIVE_PACKETS)
        .add(meters.monotonicCounter(PACKETS, name, "out"), Field.TRANSMIT_PACKETS)
        .addSum(
            meters.monotonicCounter(ERRORS, name, "in"),
            List.of(Field.RECEIVE_ERRS, Field.RECEIVE_FIFO, Field.RECEIVE_FRAME))
        .addSum(
            meters.monotonicCounter(ERRORS, name, "out"),
            List.of(Field.TRANSMIT_ERRS, Field.TRANSMIT_FIFO))
        .add(meters.monotonicCounter(DROPPED, name, "in"), Field.RECEIVE_DROP)
        .add(meters.monotonicCounter(DROPPED, name, "out"), Field.TRANSMIT_DROP)
        .add(meters.monotonicCounter(COLLISIONS, name), Field.TRANSMIT_COLLS);
  }

  @Override
  public Outcome collect(Due due) {
    Optional<List<NetDev>> found = NetDev.read(dev);
    if (found.isEmpty()) {
      return Outcome.noData(dev.path() + ": not there");
    }
    boolean any = false;
    for (NetDev one : found.get()) {
      if (wanted.test(one.name())) {
        any |= interfaces.get(one.name()).report(one.totals());
      }
    }
    interfaces.endRun();
    return Outcome.collectedIf(any, dev.path() + ": lists no interface that is wanted");
  }
}

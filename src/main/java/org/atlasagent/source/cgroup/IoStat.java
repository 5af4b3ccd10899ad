package org.atlasagent.source.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Keys;

/**
 * What a cgroup has read from block devices and written to them: {@code io.stat}.
 *
 * @param nanos when it was read, on the monotonic clock
 * @param devices those to which there was any transfer
 */
public record IoStat(long nanos, List<Device> devices) {
  private static final Keys<Field> KEYS = Keys.of(Field.class, Field::kernelName);

  public IoStat {
    devices = List.copyOf(devices);
  }

  /**
   * The running totals of one direction.
   *
   * @param bytes that were transferred
   * @param operations that were completed
   */
  public record Transfers(long bytes, long operations) {}

  /**
   * The running totals of one device.
   *
   * @param number which
   * @param reads from it
   * @param writes to it
   */
  public record Device(DeviceNumber number, Transfers reads, Transfers writes) {}

  private enum Field {
    READ_BYTES("rbytes"),
    WRITTEN_BYTES("wbytes"),
    READS("rios"),
    WRITES("wios");

    private final String kernelName;

    Field(String kernelName) {
      this.kernelName = kernelName;
    }

    String kernelName() {
      return kernelName;
    }
  }

  /** Reads the file; empty when there is none. */
  public static Optional<IoStat> read(KernelFile ioStat, LongSupplier nanoClock) {
    return ioStat.read().map(fields -> parse(fields, nanoClock.getAsLong()));
  }

  /**
   * A device without transfers has a line without keys, to which some kernels add no end of line:
   * the next device then stands behind it. Controllers add keys of their own, such as cost.usage.
   */
  static IoStat parse(Fields fields, long nanos) {
    List<Device> devices = new ArrayList<>();
    long[] values = new long[KEYS.size()];
    while (fields.nextLine()) {
      while (fields.hasNext()) {
        DeviceNumber number = DeviceNumber.parse(fields);
        if (parseKeys(fields, values) == values.length) {
          devices.add(
              new Device(
                  number,
                  new Transfers(at(values, Field.READ_BYTES), at(values, Field.READS)),
                  new Transfers(at(values, Field.WRITTEN_BYTES), at(values, Field.WRITES))));
        }
      }
    }
    return new IoStat(nanos, devices);
  }

  /** Parses what belongs to one device; the number of known keys. */
  private static int parseKeys(Fields fields, long[] values) {
    int known = 0;
    while (fields.nextHas('=')) {
      int key = fields.keyBefore('=', KEYS);
      if (key >= 0) {
        values[key] = fields.number();
        known++;
      } else {
        fields.skip(1);
      }
    }
    return known;
  }

  @SuppressWarnings("EnumOrdinal") // a table of primitive numbers, with a place for each constant
  private static long at(long[] values, Field field) {
    return values[field.ordinal()];
  }
}

package org.atlasagent.source.cgroup;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Keys;

/**
 * The limits of a cgroup on what it may read from block devices and write to them: {@code io.max}.
 * A root cgroup has no such file.
 *
 * @param devices those that have a limit
 */
public record IoMax(Map<DeviceNumber, Limits> devices) {
  /** No limits at all. */
  public static final IoMax NONE = new IoMax(Map.of());

  private static final Keys<Field> KEYS = Keys.of(Field.class, Field::kernelName);

  public IoMax {
    devices = Map.copyOf(devices);
  }

  /**
   * The limits of one direction; absent where there is none.
   *
   * @param bytes that may be transferred in a second
   * @param operations that may be started in a second
   */
  public record Limit(OptionalLong bytes, OptionalLong operations) {
    /** No limit. */
    public static final Limit NONE = new Limit(OptionalLong.empty(), OptionalLong.empty());
  }

  /**
   * The limits of one device.
   *
   * @param reads from it
   * @param writes to it
   */
  public record Limits(Limit reads, Limit writes) {
    /** No limit in either direction. */
    public static final Limits NONE = new Limits(Limit.NONE, Limit.NONE);
  }

  private enum Field {
    READ_BYTES("rbps"),
    WRITTEN_BYTES("wbps"),
    READS("riops"),
    WRITES("wiops");

    private final String kernelName;

    Field(String kernelName) {
      this.kernelName = kernelName;
    }

    String kernelName() {
      return kernelName;
    }
  }

  /** Reads the file; empty when there is none. */
  public static Optional<IoMax> read(KernelFile ioMax) {
    return ioMax.read().map(IoMax::parse);
  }

  /** The limits of a device. */
  public Limits of(DeviceNumber device) {
    return devices.getOrDefault(device, Limits.NONE);
  }

  static IoMax parse(Fields fields) {
    Map<DeviceNumber, Limits> devices = new HashMap<>();
    while (fields.nextLine()) {
      if (fields.hasNext()) {
        devices.put(DeviceNumber.parse(fields), limits(fields));
      }
    }
    return new IoMax(devices);
  }

  private static Limits limits(Fields fields) {
    Limits limits = Limits.NONE;
    while (fields.hasNext()) {
      int key = fields.keyBefore('=', KEYS);
      if (key >= 0) {
        limits = with(limits, KEYS.at(key), Amount.number(fields));
      } else {
        fields.skip(1);
      }
    }
    return limits;
  }

  private static Limits with(Limits limits, Field field, OptionalLong value) {
    Limit reads = limits.reads();
    Limit writes = limits.writes();
    return switch (field) {
      case READ_BYTES -> new Limits(new Limit(value, reads.operations()), writes);
      case READS -> new Limits(new Limit(reads.bytes(), value), writes);
      case WRITTEN_BYTES -> new Limits(reads, new Limit(value, writes.operations()));
      case WRITES -> new Limits(reads, new Limit(writes.bytes(), value));
    };
  }
}

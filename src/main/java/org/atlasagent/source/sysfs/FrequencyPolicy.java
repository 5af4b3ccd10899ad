package org.atlasagent.source.sysfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;

/**
 * Processors whose clock frequency is set together: a directory {@code policyN} of {@link
 * CpuFrequencies}. Frequencies are in kHz. Each reading overwrites the one before.
 */
public final class FrequencyPolicy {
  private final String name;
  private final KernelFile min;
  private final KernelFile max;
  private final KernelFile current;
  private long minKilohertz;
  private long maxKilohertz;
  private long currentKilohertz;
  private boolean known;

  FrequencyPolicy(KernelFiles files, String path, String name) {
    this.name = name;
    min = files.sys(path + "/scaling_min_freq");
    max = files.sys(path + "/scaling_max_freq");
    current = files.sys(path + "/scaling_cur_freq");
  }

  /** The lowest frequency that may be set. */
  public long minKilohertz() {
    return minKilohertz;
  }

  /** The highest frequency that may be set. */
  public long maxKilohertz() {
    return maxKilohertz;
  }

  /** The frequency now, as far as the driver knows it. */
  public long currentKilohertz() {
    return currentKilohertz;
  }

  String name() {
    return name;
  }

  /** Whether it could be read once. */
  boolean known() {
    return known;
  }

  /** Reads all three; false when one is absent or cannot be read. */
  boolean read() {
    Optional<Fields> fields = readable(min);
    if (fields.isEmpty()) {
      return false;
    }
    minKilohertz = frequency(fields.get());
    fields = readable(max);
    if (fields.isEmpty()) {
      return false;
    }
    maxKilohertz = frequency(fields.get());
    fields = readable(current);
    if (fields.isEmpty()) {
      return false;
    }
    currentKilohertz = frequency(fields.get());
    known = true;
    return true;
  }

  void close() {
    min.close();
    max.close();
    current.close();
  }

  private static long frequency(Fields fields) {
    fields.requireLine("a frequency in kHz");
    return fields.number();
  }

  /** A driver may refuse to tell a frequency while its processors sleep. */
  private static Optional<Fields> readable(KernelFile file) {
    try {
      return file.read();
    } catch (SourceException refused) {
      return Optional.empty();
    }
  }
}

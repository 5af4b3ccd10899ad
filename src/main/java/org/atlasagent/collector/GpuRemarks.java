package org.atlasagent.collector;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.atlasagent.source.host.GpuReading;
import org.atlasagent.source.host.GpuReading.Cause;

/** Says which GPU is lost, and what each of the others does not tell. */
final class GpuRemarks {
  private final Remarks remarks;

  /** The GPUs that have told something since the start. */
  private final Set<Integer> known = new HashSet<>();

  private int mostCounted;

  GpuRemarks(Remarks remarks) {
    this.remarks = remarks;
  }

  /** Tells of a GPU. */
  void tell(int gpu, Map<String, GpuReading<?>> readings) {
    String name = name(gpu);
    Collection<GpuReading<?>> all = readings.values();
    if (all.stream().anyMatch(reading -> isMissing(reading, Cause.NO_DRIVER))) {
      // Taken away between two questions: none of the GPUs is to blame, and the next run says it.
      return;
    }
    boolean tells = all.stream().anyMatch(reading -> reading.told().isPresent());
    if (all.stream().anyMatch(reading -> isMissing(reading, Cause.LOST))) {
      remarks.faulty(name, Cause.LOST.words());
    } else if (!tells && known.contains(gpu)) {
      remarks.faulty(name, "tells nothing any more");
    } else {
      remarks.fine(name);
      readings.forEach((field, reading) -> tell(name + ": " + field, reading));
      if (tells) {
        known.add(gpu);
      }
    }
  }

  /** Tells of the GPUs that are no longer counted; the others have been told of. */
  void counted(int count) {
    for (int gpu = count; gpu < mostCounted; gpu++) {
      remarks.faulty(name(gpu), "no longer counted by the driver");
    }
    mostCounted = Math.max(mostCounted, count);
  }

  private void tell(String thing, GpuReading<?> reading) {
    switch (reading) {
      case GpuReading.Told<?> _ -> remarks.fine(thing);
      case GpuReading.Missing<?>(Cause cause) -> remarks.absent(thing, cause.words());
    }
  }

  private static boolean isMissing(GpuReading<?> reading, Cause cause) {
    return reading instanceof GpuReading.Missing<?> missing && missing.cause() == cause;
  }

  private static String name(int gpu) {
    return "gpu " + gpu;
  }
}

package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * What the processors have done with packets that came in, before any protocol looked at them: the
 * first columns of {@code /proc/net/softnet_stat}, summed over its lines, one for each processor.
 * Running totals, of both IP versions and of all network namespaces.
 *
 * @param processed packets that were handled
 * @param dropped packets that were dropped since the processor's backlog was full
 * @param timeSqueezed rounds that ended with work left, since their time or their budget was used
 *     up
 */
public record Softnet(long processed, long dropped, long timeSqueezed) {

  /** Reads the file; empty when there is none. */
  public static Optional<Softnet> read(KernelFile softnetStat) {
    return softnetStat.read().map(Softnet::parse);
  }

  static Softnet parse(Fields fields) {
    long processed = 0;
    long dropped = 0;
    long timeSqueezed = 0;
    fields.requireLine("a line for each processor");
    do {
      processed += fields.hex();
      dropped += fields.hex();
      timeSqueezed += fields.hex();
    } while (fields.nextLine());
    return new Softnet(processed, dropped, timeSqueezed);
  }
}

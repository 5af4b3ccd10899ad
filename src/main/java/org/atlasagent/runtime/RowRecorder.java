package org.atlasagent.runtime;

import java.util.List;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Recorder;
import org.atlasagent.meter.Series;
import org.atlasagent.spectatord.Batch;

/** Keeps each sample of a collector as a row for a reader, with the line that would be sent. */
final class RowRecorder implements Recorder {
  private final String collector;
  private final Batch batch;
  private final List<PrintResult.Row> rows;

  RowRecorder(String collector, Batch batch, List<PrintResult.Row> rows) {
    this.collector = collector;
    this.batch = batch;
    this.rows = rows;
  }

  @Override
  public Series open(Metric metric, MeterId id) {
    Series encoded = batch.open(metric, id);
    return new Series() {
      @Override
      public void sample(double value) {
        long mark = batch.mark();
        encoded.sample(value);
        keep(mark);
      }

      @Override
      public void sample(long value) {
        long mark = batch.mark();
        encoded.sample(value);
        keep(mark);
      }

      @Override
      public void sampleUnsigned(long value) {
        long mark = batch.mark();
        encoded.sampleUnsigned(value);
        keep(mark);
      }

      private void keep(long mark) {
        String line = batch.textSince(mark).stripTrailing();
        if (!line.isEmpty()) {
          String value = line.substring(line.lastIndexOf(':') + 1);
          rows.add(new PrintResult.Row(collector, metric, id, line, value));
        }
      }
    };
  }
}

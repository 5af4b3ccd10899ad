package org.atlasagent.meter;

/** Where samples go: protocol lines for a daemon, rows of a table for a reader. */
public interface Recorder {
  /** Opens the receiving end of a series; called once for each meter, on its first sample. */
  Series open(Metric metric, MeterId id);
}

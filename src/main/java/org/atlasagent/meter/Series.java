package org.atlasagent.meter;

/** The receiving end of one meter: takes its samples, and nothing else. */
public interface Series {
  /** Takes a sample; one that is not finite is left out. */
  void sample(double value);

  /** Takes a whole-numbered sample. */
  void sample(long value);

  /** Takes a sample whose 64 bits are an unsigned number. */
  void sampleUnsigned(long value);
}

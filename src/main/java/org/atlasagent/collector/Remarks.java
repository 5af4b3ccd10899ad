package org.atlasagent.collector;

/**
 * Takes what a collector has to say of the things that it watches, such as GPUs, beside its
 * samples: what is absent, and why. A collector tells how it is in every run in which it knows; the
 * runtime decides what stands in the log. Called by the collectors' thread, also while an answer is
 * handled.
 */
public interface Remarks {
  /**
   * A thing is as it should be.
   *
   * @param thing in few words, such as {@code gpu 0: power}: unique within the collector
   */
  void fine(String thing);

  /**
   * A thing is absent, which is no fault: this hardware does not have it.
   *
   * @param thing in few words: unique within the collector
   * @param why in one phrase
   */
  void absent(String thing, String why);

  /**
   * A thing was expected and is gone or broken.
   *
   * @param thing in few words: unique within the collector
   * @param what in one phrase
   */
  void faulty(String thing, String what);
}

package org.atlasagent.source.netlink;

/**
 * What became of a question to the kernel: a snapshot, or a refusal, after which another source may
 * serve.
 *
 * @param <T> the snapshot
 */
public sealed interface Answer<T> {
  /**
   * The kernel answered.
   *
   * @param snapshot what it said
   * @param <T> the snapshot
   */
  record Given<T>(T snapshot) implements Answer<T> {}

  /**
   * The kernel, or who guards it, does not answer such questions here.
   *
   * @param why in one phrase
   * @param <T> the snapshot
   */
  record Refused<T>(String why) implements Answer<T> {}
}

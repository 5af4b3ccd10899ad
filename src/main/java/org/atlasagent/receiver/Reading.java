package org.atlasagent.receiver;

/** What a meter has come to since it is known: totals for those who compute rates themselves. */
public sealed interface Reading {
  /** A value as it is now. */
  record Level(double value) implements Reading {}

  /** A total that only grows, but for a restart of its source. */
  record Total(double total) implements Reading {}

  /** Amounts: how many, their sum, and the largest of the last step that had any. */
  record Summary(long count, double total, double max) implements Reading {}

  /** Nothing that could be said now. */
  record Silent() implements Reading {}
}

package org.atlasagent.receiver;

import java.util.OptionalDouble;

/** What a meter has come to since it is known: totals for those who compute rates themselves. */
public sealed interface Reading {
  /** A value as it is now; of a max gauge, the largest of the last one or two minutes. */
  record Level(double value) implements Reading {}

  /** A total that only grows, but for a restart of its source. */
  record Total(double total) implements Reading {}

  /** Amounts: how many, their sum, and the largest of the last one or two minutes, if any. */
  record Summary(long count, double total, OptionalDouble max) implements Reading {}

  /** Nothing that could be said now. */
  record Silent() implements Reading {}
}

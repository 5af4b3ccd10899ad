package org.atlasagent.atlas;

/** A request's body: values of one step, as JSON and compressed. */
final class Payload {
  private final byte[] body;
  private final int values;
  private final long madeNanos;

  /**
   * A body that is not changed any more.
   *
   * @param values how many it holds
   * @param madeNanos when, on the monotonic clock
   */
  Payload(byte[] body, int values, long madeNanos) {
    this.body = body;
    this.values = values;
    this.madeNanos = madeNanos;
  }

  byte[] body() {
    return body;
  }

  int values() {
    return values;
  }

  long madeNanos() {
    return madeNanos;
  }
}

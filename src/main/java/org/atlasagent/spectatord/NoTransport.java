package org.atlasagent.spectatord;

/** Discards all lines and counts them as sent. */
public final class NoTransport implements Transport {
  @Override
  public Delivery send(byte[] bytes, int offset, int length) {
    return Delivery.SENT;
  }

  @Override
  public Delivery probe() {
    return Delivery.SENT;
  }

  @Override
  public int bound() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void close() {}
}

package org.atlasagent.runtime;

import org.atlasagent.spectatord.Delivery;
import org.atlasagent.spectatord.Transport;

/** Counts what goes through another transport. */
final class CountingTransport implements Transport {
  private final Transport target;
  private long datagrams;
  private long bytes;

  CountingTransport(Transport target) {
    this.target = target;
  }

  long datagrams() {
    return datagrams;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public Delivery send(byte[] content, int offset, int length) {
    datagrams++;
    bytes += length;
    return target.send(content, offset, length);
  }

  @Override
  public Delivery probe() {
    return target.probe();
  }

  @Override
  public int bound() {
    return target.bound();
  }

  @Override
  public void close() {
    target.close();
  }
}

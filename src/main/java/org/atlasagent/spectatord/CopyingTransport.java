package org.atlasagent.spectatord;

/** Sends everything to a receiver, and a copy to another one, whose troubles are its own. */
public final class CopyingTransport implements Transport {
  private final Transport receiver;
  private final Transport copies;

  /**
   * Sends to both.
   *
   * @param receiver whose answers count
   * @param copies also gets what the other one does not take
   */
  public CopyingTransport(Transport receiver, Transport copies) {
    this.receiver = receiver;
    this.copies = copies;
  }

  @Override
  public Delivery send(byte[] bytes, int offset, int length) {
    Delivery _ = copies.send(bytes, offset, length);
    return receiver.send(bytes, offset, length);
  }

  @Override
  public Delivery probe() {
    return receiver.probe();
  }

  @Override
  public Aftermath aftermath() {
    return receiver.aftermath();
  }

  @Override
  public int bound() {
    return Math.min(receiver.bound(), copies.bound());
  }

  @Override
  public void close() {
    copies.close();
    receiver.close();
  }
}

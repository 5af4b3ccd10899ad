package org.atlasagent.spectatord;

/**
 * Carries lines to a receiver. It never waits for the receiver, and a receiver that is absent is an
 * answer, not an exception: the next call tries again. Used by one thread.
 */
public interface Transport extends AutoCloseable {
  /**
   * Sends whole lines, the last of which is ended too, at once.
   *
   * @param bytes holds the lines
   * @param offset where they begin
   * @param length how many bytes they are, at most the {@link #bound()}
   */
  Delivery send(byte[] bytes, int offset, int length);

  /**
   * Tries whether the receiver could be sent to, without sending it anything.
   *
   * @return sent, as far as can be known: UDP does not tell whether anybody listens
   */
  Delivery probe();

  /** What became of the lines that were only taken. */
  default Aftermath aftermath() {
    return Aftermath.NONE;
  }

  /** The most bytes that can be sent at once; may change with the receiver's address. */
  int bound();

  /** Releases what is open; bytes that were sent stay sent. */
  @Override
  void close();
}

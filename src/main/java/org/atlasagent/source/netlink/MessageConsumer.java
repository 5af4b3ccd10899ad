package org.atlasagent.source.netlink;

/** Takes the entries of a dump one after the other, without a copy. */
public interface MessageConsumer {
  /** Begins a dump: what an earlier attempt handed over is void. */
  void begin();

  /**
   * Takes an entry.
   *
   * @param bytes hold the entry now and something else later: keep nothing
   * @param offset where the entry begins, behind the netlink header
   * @param length its bytes
   * @return whether to go on; the rest of the dump is not read otherwise
   * @throws org.atlasagent.source.SourceException when the entry cannot be understood
   */
  boolean message(byte[] bytes, int offset, int length);
}

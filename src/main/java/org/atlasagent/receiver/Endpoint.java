package org.atlasagent.receiver;

/** A place where a receiver listens for datagrams. */
public interface Endpoint extends Runnable, AutoCloseable {
  /** The largest datagram of the protocol: SpectatorD reads into 65,536 bytes and adds a NUL. */
  int LARGEST = 65_535;

  /** Brings what arrives to the receiver until it is closed. */
  @Override
  void run();

  /** Ends {@link #run}; any thread may call. */
  @Override
  void close();
}

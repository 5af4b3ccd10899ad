package org.atlasagent.receiver;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.atlasagent.linux.UnixDatagramServer;

/** A unix datagram socket at which a receiver listens. */
public final class UnixEndpoint implements Endpoint {
  /** How long it takes at most until {@link #close} is noticed. */
  private static final int WAIT_MILLIS = 200;

  private final UnixDatagramServer server;
  private final Receiver receiver;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closed;

  /**
   * Listens at a path.
   *
   * @throws org.atlasagent.linux.LinuxException when that is not possible
   */
  public UnixEndpoint(String path, Receiver receiver) {
    this.receiver = receiver;
    server = new UnixDatagramServer(path, LARGEST);
  }

  @Override
  public void run() {
    byte[] datagram = new byte[LARGEST];
    try (server) {
      while (!closed) {
        receiver.accept(datagram, 0, server.receive(datagram, WAIT_MILLIS));
      }
    } finally {
      ended.countDown();
    }
  }

  /** Ends {@link #run} and waits for the path to be removed. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!ended.await(2 * WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        // A receiver that is held up: the path stays, and the next one removes it.
        return;
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}

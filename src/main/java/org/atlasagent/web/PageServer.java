package org.atlasagent.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.atlasagent.receiver.Receiver;

/**
 * Serves the page at an address. Threads, connections and the time that a request may take are
 * bounded, and what is beyond is cut off: a slow or broken client costs its own connection.
 */
public final class PageServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int WAITING = 8;
  private static final int BACKLOG = 32;

  private final HttpServer server;
  private final ThreadPoolExecutor threads;

  /**
   * Listens at an address.
   *
   * @param address where; a loopback address answers only to those who call it by such a name
   * @param receiver what there is to see
   * @param listener told what becomes of requests
   * @throws IOException when that is not possible, such as a port that is taken
   */
  public PageServer(InetSocketAddress address, Receiver receiver, RequestListener listener)
      throws IOException {
    bound();
    server = HttpServer.create(address, BACKLOG);
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
              Thread thread = new Thread(work, "page");
              thread.setDaemon(true);
              return thread;
            },
            (work, pool) -> {
              if (!pool.isShutdown()) {
                listener.failed(RequestListener.Failure.BUSY);
              }
              // The JDK's server closes the connection then.
              throw new RejectedExecutionException("too many requests at once");
            });
    threads.allowCoreThreadTimeOut(true);
    server.setExecutor(threads);
    server.createContext(
        "/",
        new PageHandler(
            new Answers(new Assets(), receiver),
            address.getAddress().isLoopbackAddress(),
            listener));
    server.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** The JDK's server takes its bounds from system properties only, once, before the first one. */
  private static void bound() {
    System.setProperty("jdk.httpserver.maxConnections", "100");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "16");
    System.setProperty("sun.net.httpserver.idleInterval", "15");
    System.setProperty("sun.net.httpserver.maxReqTime", "3");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
    System.setProperty("sun.net.httpserver.maxReqHeaders", "50");
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }
}

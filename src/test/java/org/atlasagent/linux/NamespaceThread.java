package org.atlasagent.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A thread in a network namespace of its own, for tests with several of them at once. The namespace
 * has no name: it ends with the thread and the sockets opened there, also when the test is killed.
 */
public final class NamespaceThread implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("network namespace").factory());
  private final Path proc;

  /** Starts the thread; nothing is up in its namespace yet. */
  public NamespaceThread() {
    proc =
        call(() -> {
          IsolatedNetwork.enterOrFail();
          return Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")));
        });
  }

  /** Starts the thread in the network of another process. */
  public NamespaceThread(String process) {
    proc = Path.of("/proc", process);
    call(() -> {
      IsolatedNetwork.join(proc.resolve("ns/net"));
      return proc;
    });
  }

  /** Lets the thread do something, and waits for it. */
  public <T> T call(Callable<T> action) {
    try {
      return thread.submit(action).get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case Error error -> throw error;
        case RuntimeException unchecked -> throw unchecked;
        case IOException io -> throw new UncheckedIOException(io);
        case null, default -> throw new AssertionError(failed);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The directory of proc with the thread's own view: that of the process shows another network.
   */
  public Path proc() {
    return proc;
  }

  /**
   * The kernel's number for the thread, by which ip(8) can move an interface into its namespace.
   */
  public String number() {
    return String.valueOf(proc.getFileName());
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(20, TimeUnit.SECONDS)) {
        throw new AssertionError("the thread in a namespace does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

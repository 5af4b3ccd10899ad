package org.atlasagent.linux;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.atlasagent.testing.Skip;

/**
 * A network namespace of its own for one thread, which ends with the thread: what the thread opens
 * there and the programs that it starts see nothing of the machine's network.
 */
public final class IsolatedNetwork {
  private static final int CLONE_NEWNET = 0x4000_0000;

  private static final CFunction UNSHARE = CFunction.named("unshare");

  private static final CFunction OPEN = CFunction.named("open");
  private static final CFunction SETNS = CFunction.named("setns");

  private IsolatedNetwork() {}

  /** Why this process cannot have a network namespace; NONE if it can. */
  public static Errno obstacle() {
    return inThread(IsolatedNetwork::enter);
  }

  /** Skips a test where no namespace can be made; CI, which can make them, fails it instead. */
  public static void require() {
    Errno obstacle = obstacle();
    Skip.unless(
        !obstacle.failed(),
        "no network namespace can be made here: unshare: "
            + obstacle
            + "; run the tests as root, or under unshare -Ur");
  }

  /** Runs a test in a new network namespace, in which nothing is up yet. */
  public static void run(Test test) {
    String _ =
        inThread(() -> {
          enterOrFail();
          test.run();
          return "";
        });
  }

  /** A test. */
  public interface Test {
    /** Runs in the namespace. */
    void run() throws Exception;
  }

  private static <T> T inThread(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = new Thread(task, "isolated network");
    thread.start();
    try {
      T result = task.get();
      thread.join();
      return result;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw new AssertionError(failed.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Moves the thread that calls into a new network namespace. */
  static void enterOrFail() {
    Errno errno = enter();
    if (errno.failed()) {
      throw new LinuxException("unshare", errno, "CLONE_NEWNET");
    }
  }

  private static Errno enter() {
    CallState state = new CallState(Arena.ofAuto());
    int result = (int) UNSHARE.call(state, CLONE_NEWNET);
    return result == 0 ? Errno.NONE : state.errno();
  }

  /** Moves the thread that calls into the network namespace that a file of proc stands for. */
  static void join(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      CallState state = new CallState(arena);
      int descriptor = (int) OPEN.call(state, arena.allocateFrom(file.toString()).address(), 0);
      if (descriptor < 0) {
        throw new LinuxException("open", state.errno(), file.toString());
      }
      int result = (int) SETNS.call(state, descriptor, CLONE_NEWNET);
      Errno errno = state.errno();
      Libc.close(descriptor);
      if (result != 0) {
        throw new LinuxException("setns", errno, file.toString());
      }
    }
  }
}

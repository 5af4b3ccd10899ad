package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
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

  private static final MethodHandle UNSHARE =
      Libc.withErrno("unshare", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private static final MethodHandle OPEN =
      Libc.withErrno(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));

  private static final MethodHandle SETNS =
      Libc.withErrno("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

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
    int result;
    try {
      result = (int) UNSHARE.invokeExact(state.segment(), CLONE_NEWNET);
    } catch (Throwable failure) {
      throw Libc.unexpected(failure);
    }
    return result == 0 ? Errno.NONE : state.errno();
  }

  /** Moves the thread that calls into the network namespace that a file of proc stands for. */
  static void join(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      CallState state = new CallState(arena);
      int descriptor = open(state, arena.allocateFrom(file.toString()));
      if (descriptor < 0) {
        throw new LinuxException("open", state.errno(), file.toString());
      }
      int result = setns(state, descriptor);
      Errno errno = state.errno();
      Libc.close(descriptor);
      if (result != 0) {
        throw new LinuxException("setns", errno, file.toString());
      }
    }
  }

  private static int open(CallState state, MemorySegment path) {
    try {
      return (int) OPEN.invokeExact(state.segment(), path, 0);
    } catch (Throwable failure) {
      throw Libc.unexpected(failure);
    }
  }

  private static int setns(CallState state, int descriptor) {
    try {
      return (int) SETNS.invokeExact(state.segment(), descriptor, CLONE_NEWNET);
    } catch (Throwable failure) {
      throw Libc.unexpected(failure);
    }
  }
}

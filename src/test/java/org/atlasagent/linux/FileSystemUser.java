package org.atlasagent.linux;

import java.lang.foreign.Arena;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Another user, for tests: setfsuid(2) changes who a single thread is towards files, and takes the
 * superuser's rights over files from it.
 */
public final class FileSystemUser {
  private static final CFunction SETFSUID = CFunction.named("setfsuid");

  private FileSystemUser() {}

  /** Asks a question in a thread of its own, which is this user. Works for the superuser only. */
  public static <T> T ask(int user, Callable<T> question) throws InterruptedException {
    FutureTask<T> task =
        new FutureTask<>(() -> {
          set(user);
          if (set(user) != user) {
            throw new IllegalStateException("setfsuid: not the superuser");
          }
          return question.call();
        });
    Thread thread = new Thread(task, "user " + user);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException failure) {
      throw new AssertionError(failure.getCause());
    }
  }

  /** The previous user: the call does not say whether it worked. */
  private static int set(int user) {
    return (int) SETFSUID.call(new CallState(Arena.ofAuto()), user);
  }
}

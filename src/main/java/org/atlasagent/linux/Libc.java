package org.atlasagent.linux;

import java.lang.foreign.Arena;

/** What all callers of C share. */
final class Libc {
  private static final CFunction CLOSE = CFunction.named("close");

  /** Where the errno of close(2) goes, which nobody reads; so threads may share it. */
  private static final CallState UNREAD = new CallState(Arena.global());

  private Libc() {}

  /** Closes a file descriptor. What close(2) answers is of no use: it is closed in any case. */
  static void close(int descriptor) {
    CLOSE.call(UNREAD, descriptor);
  }

  /** What a downcall threw although C functions throw nothing: an error in its declaration. */
  static RuntimeException unexpected(Throwable failure) {
    if (failure instanceof RuntimeException exception) {
      return exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(failure);
  }
}

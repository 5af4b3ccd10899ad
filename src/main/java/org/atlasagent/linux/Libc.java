package org.atlasagent.linux;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * The functions of the C library. Whoever calls one keeps its handle in a static final field, so
 * that the compiler can see through it; invokes it inside a {@code try} and looks at the result
 * outside of it.
 */
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();

  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Libc() {}

  /** A function that does not set errno, or whose errno nobody asks for. */
  @SuppressWarnings("restricted") // calling C is what this package is for
  static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
    MemorySegment address =
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(
                () -> new UnsatisfiedLinkError("the C library has no function called " + name));
    return LINKER.downcallHandle(address, type, options);
  }

  /**
   * A function that sets errno: its handle takes the segment of a {@link CallState} before the
   * arguments. A variadic function is declared so with {@link Linker.Option#firstVariadicArg}.
   */
  static MethodHandle withErrno(String name, FunctionDescriptor type, Linker.Option... options) {
    Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return function(name, type, all);
  }

  /** Closes a file descriptor. What close(2) answers is of no use: it is closed in any case. */
  static void close(int descriptor) {
    try {
      int _ = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
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

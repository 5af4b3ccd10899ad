package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A function of the C library that takes at most six integers or addresses, gives one, and leaves
 * errno in a {@link CallState}. Any thread may call, each with a state of its own.
 *
 * <p>All functions are called in one shape, six machine words in and one out, whatever their
 * prototypes, since each shape would bring some ten generated classes. On x86_64 and aarch64 a word
 * carries an integer of any width or an address, a function does not see arguments that it does not
 * take, and a variadic function finds integers where the others do. So an argument is widened with
 * its sign, and the result of a function that gives an int is to be narrowed: {@code (int)
 * OPEN.call(…)}.
 *
 * <p>An address must stay valid while the function runs: it lies in a segment of the arena from
 * which the state comes, or in one that the caller closes.
 */
final class CFunction {
  private static final Linker LINKER = Linker.nativeLinker();

  private static final MethodHandle CALL = callAnyFunction();

  private final MemorySegment function;

  private CFunction(MemorySegment function) {
    this.function = function;
  }

  /**
   * Looks a function up.
   *
   * @throws UnsatisfiedLinkError when the C library has none of this name
   */
  static CFunction named(String name) {
    return new CFunction(
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(
                () -> new UnsatisfiedLinkError("the C library has no function called " + name)));
  }

  long call(CallState state, long first) {
    return call(state, first, 0, 0, 0, 0, 0);
  }

  long call(CallState state, long first, long second) {
    return call(state, first, second, 0, 0, 0, 0);
  }

  long call(CallState state, long first, long second, long third) {
    return call(state, first, second, third, 0, 0, 0);
  }

  long call(CallState state, long first, long second, long third, long fourth) {
    return call(state, first, second, third, fourth, 0, 0);
  }

  long call(CallState state, long first, long second, long third, long fourth, long fifth) {
    return call(state, first, second, third, fourth, fifth, 0);
  }

  /** Calls the function; what it gives for a failure is up to the caller, who then asks errno. */
  long call(
      CallState state, long first, long second, long third, long fourth, long fifth, long sixth) {
    try {
      return (long)
          CALL.invokeExact(function, state.segment(), first, second, third, fourth, fifth, sixth);
    } catch (Throwable failure) {
      throw Libc.unexpected(failure);
    }
  }

  @SuppressWarnings("restricted") // calling C is what this package is for
  private static MethodHandle callAnyFunction() {
    return LINKER.downcallHandle(
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.captureCallState("errno"));
  }
}

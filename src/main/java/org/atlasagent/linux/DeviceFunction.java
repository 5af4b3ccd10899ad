package org.atlasagent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** A function of a device's library that returns a status; it may be missing there. */
final class DeviceFunction {
  private final String name;
  private final Optional<MethodHandle> handle;
  private final Meaning meaning;

  /** One call of a function that is there. */
  interface Call {
    int invoke(MethodHandle function) throws Throwable;
  }

  /** What a status means; throws a {@link LibraryException} where it is a failure. */
  interface Meaning {
    DeviceAnswer of(String function, int status);
  }

  private DeviceFunction(String name, Optional<MethodHandle> handle, Meaning meaning) {
    this.name = name;
    this.handle = handle;
    this.meaning = meaning;
  }

  /** Looks a function up. */
  @SuppressWarnings("restricted") // calling C is what this package is for
  static DeviceFunction find(
      SymbolLookup library, String name, FunctionDescriptor type, Meaning meaning) {
    return new DeviceFunction(
        name,
        library.find(name).map(at -> Linker.nativeLinker().downcallHandle(at, type)),
        meaning);
  }

  /** Loads a library for the life of the process; empty where there is none. */
  @SuppressWarnings("restricted") // calling C is what this package is for
  static Optional<SymbolLookup> load(String library) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(library, Arena.global()));
    } catch (IllegalArgumentException notThere) {
      return Optional.empty();
    }
  }

  /**
   * Calls the function.
   *
   * @throws LibraryException when it fails
   */
  DeviceAnswer ask(Call call) {
    return handle.isEmpty()
        ? DeviceAnswer.NO_FUNCTION
        : meaning.of(name, invoke(handle.get(), call));
  }

  private static int invoke(MethodHandle function, Call call) {
    try {
      return call.invoke(function);
    } catch (Throwable failure) {
      throw Libc.unexpected(failure);
    }
  }
}

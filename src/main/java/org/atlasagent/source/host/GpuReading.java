package org.atlasagent.source.host;

import java.util.Optional;

/**
 * One thing that a GPU was asked for: its value, or why there is none.
 *
 * @param <T> the value
 */
public sealed interface GpuReading<T> {
  /** The value, where there is one. */
  default Optional<T> told() {
    return switch (this) {
      case Told<T>(T value) -> Optional.of(value);
      case Missing<T> _ -> Optional.empty();
    };
  }

  /**
   * What the GPU told.
   *
   * @param value in the unit of whoever was asked
   * @param <T> the value
   */
  record Told<T>(T value) implements GpuReading<T> {}

  /**
   * Nothing, which is no failure of the library.
   *
   * @param cause why
   * @param <T> what the value would be
   */
  record Missing<T>(Cause cause) implements GpuReading<T> {}

  /** Why a GPU does not tell something. */
  enum Cause {
    /** The GPU cannot do that. */
    NOT_SUPPORTED("not supported"),
    /** All bits of the field are set. */
    NOT_FILLED("not filled by the firmware"),
    /** The library says so. */
    NO_DATA("no data"),
    /** The library looked for it in vain. */
    NOT_FOUND("not found"),
    /** A file of the driver. */
    UNREADABLE("cannot be read"),
    /** The library is too old, or too new. */
    NO_FUNCTION("not in this version of the library"),
    /** The GPU fell off the bus. */
    LOST("lost"),
    /** Nor are the other GPUs there. */
    NO_DRIVER("the driver is not loaded");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    /** The cause in a phrase. */
    public String words() {
      return words;
    }
  }
}

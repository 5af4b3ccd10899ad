package org.atlasagent.source.host;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.atlasagent.linux.DeviceAnswer;
import org.atlasagent.source.host.GpuReading.Cause;

/** Makes readings of what the library of a GPU answers. */
final class GpuAnswers {
  private GpuAnswers() {}

  /** What was told. */
  static <T> GpuReading<T> reading(DeviceAnswer answer, Supplier<T> told) {
    return part(answer, () -> Optional.of(told.get()));
  }

  /** A number of what was told, which is empty where it was not filled. */
  static GpuReading<Integer> number(DeviceAnswer answer, Supplier<OptionalInt> told) {
    return part(answer, () -> boxed(told.get()));
  }

  /** A large number of what was told, which is empty where it was not filled. */
  static GpuReading<Long> amount(DeviceAnswer answer, Supplier<OptionalLong> told) {
    return part(answer, () -> boxed(told.get()));
  }

  private static <T> GpuReading<T> part(DeviceAnswer answer, Supplier<Optional<T>> told) {
    return switch (answer) {
      case TOLD -> filled(told.get());
      case NOT_SUPPORTED -> new GpuReading.Missing<>(Cause.NOT_SUPPORTED);
      case NOT_FILLED -> new GpuReading.Missing<>(Cause.NOT_FILLED);
      case NO_DATA -> new GpuReading.Missing<>(Cause.NO_DATA);
      case NOT_FOUND -> new GpuReading.Missing<>(Cause.NOT_FOUND);
      case UNREADABLE -> new GpuReading.Missing<>(Cause.UNREADABLE);
      case NO_FUNCTION -> new GpuReading.Missing<>(Cause.NO_FUNCTION);
      case LOST -> new GpuReading.Missing<>(Cause.LOST);
      case NO_DRIVER -> new GpuReading.Missing<>(Cause.NO_DRIVER);
    };
  }

  private static <T> GpuReading<T> filled(Optional<T> told) {
    return told.isPresent()
        ? new GpuReading.Told<>(told.get())
        : new GpuReading.Missing<>(Cause.NOT_FILLED);
  }

  private static Optional<Integer> boxed(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }

  private static Optional<Long> boxed(OptionalLong number) {
    return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
  }
}

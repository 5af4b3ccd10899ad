package org.atlasagent.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.Predicate;
import org.atlasagent.source.SourceException;

/**
 * What every parser promises, whatever it is given: a value, or an exception of the kind that it
 * declares, soon, and with memory in proportion to what it was given.
 */
public final class Parsing {
  /** What the parsers of {@code source} throw. */
  public static final Predicate<Exception> SOURCE_EXCEPTION = SourceException.class::isInstance;

  private static final long MOST_BYTES = 8 << 20;
  private static final long MOST_BYTES_FOR_EACH = 2048;
  private static final long MOST_NANOS = 5_000_000_000L;
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Parsing() {}

  /** A parser that has its input already. */
  public interface Parser {
    /** Parses; the value does not matter here. */
    void parse() throws Exception;
  }

  /** Parses what is to end with a value or a {@link SourceException}. */
  public static void survives(int inputBytes, Parser parser) {
    survives(inputBytes, SOURCE_EXCEPTION, parser);
  }

  /**
   * Parses, twice where the first time loads classes and so takes more than it may.
   *
   * @param inputBytes how much there is to parse
   * @param refusal which exceptions mean that the input is refused
   * @param parser can be asked again
   * @throws AssertionError for another exception, a long time or much memory
   */
  public static void survives(int inputBytes, Predicate<Exception> refusal, Parser parser) {
    if (measure(inputBytes, refusal, parser).isPresent()) {
      Optional<String> excess = measure(inputBytes, refusal, parser);
      if (excess.isPresent()) {
        throw new AssertionError(inputBytes + " bytes took " + excess.get());
      }
    }
  }

  /** Parses; of what it took too much, if it did. */
  private static Optional<String> measure(
      int inputBytes, Predicate<Exception> refusal, Parser parser) {
    long bytes = THREAD.getCurrentThreadAllocatedBytes();
    long nanos = THREAD.getCurrentThreadCpuTime();
    try {
      parser.parse();
    } catch (Exception exception) {
      if (!refusal.test(exception)) {
        throw new AssertionError("not an exception that the parser declares", exception);
      }
    }
    long took = THREAD.getCurrentThreadCpuTime() - nanos;
    long allocated = THREAD.getCurrentThreadAllocatedBytes() - bytes;
    if (took > MOST_NANOS) {
      return Optional.of(took / 1_000_000 + " ms");
    }
    return allocated > MOST_BYTES + MOST_BYTES_FOR_EACH * inputBytes
        ? Optional.of("memory of " + allocated + " bytes")
        : Optional.empty();
  }
}

package org.atlasagent.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.Selection;
import org.atlasagent.spectatord.NoTransport;

/**
 * Runs a minute's round of the collector of services for each line that comes on the standard
 * input; answers with the lines it reported, the nanoseconds by the clock and of CPU, and the bytes
 * that were allocated, by all threads together.
 *
 * <p>Arguments: the root of the machine, and the directory with the regular expressions.
 */
public final class ServiceRounds {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** On a busy machine the first answer, for which classes are loaded, takes seconds. */
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private ServiceRounds() {}

  /** Answers until the input ends. */
  public static void main(String[] arguments) throws IOException {
    AgentConfig config =
        AgentConfig.builder()
            .root(Path.of(arguments[0]))
            .confDir(Path.of(arguments[1]))
            .selection(
                new Selection(
                    Set.of("services"),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
            .build();
    try (Rounds rounds = new Rounds(config, PATIENCE_NANOS, new NoTransport())) {
      BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      while (requests.readLine() != null) {
        long lines = rounds.linesSent();
        // What the measuring itself allocates is known from measuring nothing.
        long own = -THREADS.getTotalThreadAllocatedBytes() + THREADS.getTotalThreadAllocatedBytes();
        long allocated = THREADS.getTotalThreadAllocatedBytes();
        long began = System.nanoTime();
        rounds.minute();
        while (rounds.pending()) {
          Clock.SYSTEM.waitNanos(LOOK_AGAIN_NANOS);
          rounds.answers();
        }
        long wall = System.nanoTime() - began;
        allocated = THREADS.getTotalThreadAllocatedBytes() - allocated - own;
        System.out.println(rounds.linesSent() - lines + " " + wall + " " + allocated);
      }
    }
  }
}

package org.atlasagent.runtime;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.atlasagent.spectatord.UnixTransport;

/**
 * Measures the bytes that a round allocates once it is warm: all threads together, so that what is
 * asked on threads of its own counts too. Meant to run with the flags of the launcher: another
 * compiler removes other garbage.
 *
 * <p>Arguments: the path of a receiver's socket, how many rounds to warm up, how many to measure,
 * and the hosts. Writes one line a host and cadence.
 */
public final class RoundAllocation {
  /** Longer than the answers to what may block take on a machine without a dead disk. */
  private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Between two rounds: the receiver's queue must not fill as it never does in real rounds. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final String host;
  private final CountingTransport transport;
  private final Rounds rounds;

  private RoundAllocation(String host, String socket) throws IOException {
    this.host = host;
    transport = new CountingTransport(new UnixTransport(socket));
    rounds = new Rounds(host, transport);
  }

  /** Measures. */
  public static void main(String[] arguments) throws IOException {
    int warmUp = Integer.parseInt(arguments[1]);
    int measured = Integer.parseInt(arguments[2]);
    System.out.println(
        """
        | host | round | allocated bytes, least | median | most | lines | bytes sent | datagrams |
        | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\
        """);
    for (String host : Arrays.asList(arguments).subList(3, arguments.length)) {
      RoundAllocation allocation = new RoundAllocation(host, arguments[0]);
      allocation.measure("60 s", allocation::minute, warmUp, measured);
      allocation.measure("5 s", allocation.rounds::fiveSeconds, warmUp, measured);
      allocation.measure("1 s", allocation.rounds::second, warmUp, measured);
      allocation.rounds.close();
    }
  }

  private void minute() {
    rounds.minute();
    Clock.SYSTEM.waitNanos(ANSWER_NANOS);
    rounds.answers();
  }

  private void measure(String name, Runnable round, int warmUp, int measured) {
    for (int i = 0; i < warmUp; i++) {
      allocatedBy(round);
    }
    // What the measuring itself allocates is known from measuring nothing.
    long own = -allocated() + allocated();
    long[] allocated = new long[measured];
    long lines = rounds.linesSent();
    long dropped = rounds.linesDropped();
    long datagrams = transport.datagrams();
    long bytes = transport.bytes();
    for (int i = 0; i < measured; i++) {
      allocated[i] = allocatedBy(round) - own;
    }
    Arrays.sort(allocated);
    System.out.printf(
        "| %s | %s | %,d | %,d | %,d | %.1f | %,.0f | %.1f |%n",
        host,
        name,
        allocated[0],
        allocated[measured / 2],
        allocated[measured - 1],
        (double) (rounds.linesSent() - lines) / measured,
        (double) (transport.bytes() - bytes) / measured,
        (double) (transport.datagrams() - datagrams) / measured);
    if (rounds.linesDropped() > dropped) {
      System.out.printf("%nThe receiver was too slow: measure again.%n");
    }
  }

  private long allocatedBy(Runnable round) {
    Clock.SYSTEM.waitNanos(PAUSE_NANOS);
    rounds.step();
    long before = allocated();
    round.run();
    return allocated() - before;
  }

  private static long allocated() {
    return THREADS.getTotalThreadAllocatedBytes();
  }
}

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

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final String host;
  private final CountingTransport transport;
  private final Rounds rounds;
  private long lines;
  private long datagrams;
  private long bytes;

  private RoundAllocation(String host, String socket) throws IOException {
    this.host = host;
    transport = new CountingTransport(new UnixTransport(socket));
    rounds = new Rounds(host, transport);
  }

  /** Measures. */
  public static void main(String[] arguments) throws IOException {
    int warmUp = Integer.parseInt(arguments[1]);
    int measured = Integer.parseInt(arguments[2]);
    System.out.printf(
        "%-10s %-7s %12s %12s %12s %7s %10s %9s%n",
        "host", "round", "min bytes", "median", "max", "lines", "datagrams", "bytes");
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
      rounds.step();
      round.run();
    }
    // What the measuring itself allocates is known from measuring nothing.
    long own = -allocated() + allocated();
    long[] allocated = new long[measured];
    mark();
    for (int i = 0; i < measured; i++) {
      rounds.step();
      long before = allocated();
      round.run();
      allocated[i] = allocated() - before - own;
    }
    Arrays.sort(allocated);
    System.out.printf(
        "%-10s %-7s %,12d %,12d %,12d %7d %10d %9d%n",
        host,
        name,
        allocated[0],
        allocated[measured / 2],
        allocated[measured - 1],
        (rounds.linesSent() - lines) / measured,
        (transport.datagrams() - datagrams) / measured,
        (transport.bytes() - bytes) / measured);
  }

  private void mark() {
    lines = rounds.linesSent();
    datagrams = transport.datagrams();
    bytes = transport.bytes();
  }

  private static long allocated() {
    return THREADS.getTotalThreadAllocatedBytes();
  }
}

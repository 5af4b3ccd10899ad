package org.atlasagent.runtime;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.atlasagent.benchmarks.Measured;
import org.atlasagent.spectatord.NoTransport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Whole rounds, from the kernel's files to lines that are sent nowhere. Before each, and outside of
 * the measured time, the host's numbers go on. What may block is asked of the pool and answered to
 * the next round.
 */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RoundBenchmark extends Measured {
  /** The machine or host that is watched. */
  @Param({Rounds.LIVE, "modern", "cores-192", Rounds.DEVICES})
  String host;

  private Rounds rounds;

  /** Wires the agent and takes the first samples. */
  @Setup
  public void start() throws IOException {
    rounds = new Rounds(host, new NoTransport());
    rounds.minute();
  }

  /** Lets the host's numbers go on. */
  @Setup(Level.Invocation)
  public void step() {
    rounds.step();
  }

  /** Removes the host. */
  @TearDown
  public void end() throws IOException {
    rounds.close();
  }

  /** A round of every second. */
  @Benchmark
  public void second() {
    rounds.second();
  }

  /** A round of every minute. */
  @Benchmark
  public void minute() {
    rounds.minute();
  }
}

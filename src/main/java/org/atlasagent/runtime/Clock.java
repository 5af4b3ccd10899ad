package org.atlasagent.runtime;

import java.util.concurrent.locks.LockSupport;

/** The time, and waiting for it: the only clock of the agent, replaceable in tests. */
public interface Clock {
  /** The machine's clocks. */
  Clock SYSTEM =
      new Clock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public long wallMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public void waitNanos(long nanos) {
          LockSupport.parkNanos(nanos);
        }
      };

  /** The monotonic clock in nanoseconds; only differences mean anything. */
  long nanos();

  /** The wall clock in milliseconds since 1970; it may be stepped. */
  long wallMillis();

  /** Waits at most so long; may return early, also when the thread is unparked. */
  void waitNanos(long nanos);
}

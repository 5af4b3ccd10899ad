package org.atlasagent.runtime;

import java.util.Optional;

/** Who has started the agent and wants to hear how it is. Told by the heart alone. */
interface Supervisor extends AutoCloseable {
  /** Nobody wants to know. */
  Supervisor NONE =
      new Supervisor() {
        @Override
        public void ready() {}

        @Override
        public void trouble(Optional<String> what) {}

        @Override
        public long beforeSign(long nanos) {
          return nanos;
        }

        @Override
        public void alive() {}

        @Override
        public void close() {}
      };

  /** The first round is over. */
  void ready();

  /** What is wrong from now on; empty when all is well. */
  void trouble(Optional<String> what);

  /** The earlier of a time and the time at which the next sign of life is due. */
  long beforeSign(long nanos);

  /** The heart beats: gives a sign of life when one is due. */
  void alive();

  /** The agent ends. */
  @Override
  void close();
}

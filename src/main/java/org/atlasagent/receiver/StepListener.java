package org.atlasagent.receiver;

/**
 * Is told what each meter came to, step by step: to publish it. While it listens no other thread
 * gets through to the receiver.
 */
public interface StepListener {
  /** Hears nothing. */
  StepListener NONE =
      new StepListener() {
        @Override
        public void begin(int step, long ageMillis) {}

        @Override
        public void value(byte[] id, StepStatistic statistic, double value) {}

        @Override
        public void complete() {}
      };

  /**
   * A step is over; its values follow.
   *
   * @param step its number
   * @param ageMillis how long it has been over
   */
  void begin(int step, long ageMillis);

  /**
   * A value of the step.
   *
   * @param id name and tags as the protocol has them, {@code name,key=value}; not to be changed
   * @param statistic what the value says
   * @param value NaN where the step has none
   */
  void value(byte[] id, StepStatistic statistic, double value);

  /** That were all values of the step. */
  void complete();
}

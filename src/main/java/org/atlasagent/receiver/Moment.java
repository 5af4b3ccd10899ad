package org.atlasagent.receiver;

/**
 * A time on both clocks.
 *
 * @param nanos the monotonic clock
 * @param wallMillis milliseconds since 1970
 */
record Moment(long nanos, long wallMillis) {}

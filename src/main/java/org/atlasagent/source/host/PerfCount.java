package org.atlasagent.source.host;

/**
 * How often an event has happened on a processor since it is counted.
 *
 * @param value how often it was seen
 * @param enabledNanos the time since it is counted
 * @param runningNanos the part of that time in which it could be seen: a processor has few
 *     registers, so that events take turns
 */
public record PerfCount(long value, long enabledNanos, long runningNanos) {}

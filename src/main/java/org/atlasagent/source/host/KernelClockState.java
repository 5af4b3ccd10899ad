package org.atlasagent.source.host;

/**
 * The state of the kernel's clock: adjtimex(2), in the kernel's units.
 *
 * @param unsynchronized whether the call returned TIME_ERROR
 * @param estimatedErrorMicros esterror; without meaning while the clock is not synchronized
 */
public record KernelClockState(boolean unsynchronized, long estimatedErrorMicros) {}

package org.atlasagent.runtime;

import org.atlasagent.spectatord.Batch;

/**
 * What all runs of an agent share.
 *
 * @param batch where lines are collected
 * @param pool for what may block
 * @param clock the time
 * @param log the log
 * @param logPeriodNanos the shortest time between two lines about the same thing
 */
record RunSurroundings(Batch batch, BlockingPool pool, Clock clock, Log log, long logPeriodNanos) {}

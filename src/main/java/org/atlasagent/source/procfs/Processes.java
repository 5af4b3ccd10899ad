package org.atlasagent.source.procfs;

/**
 * How many processes and threads there are. Where {@code /proc} is mounted with hidepid, those of
 * other users are not among them.
 *
 * @param processes zombies included
 * @param threads of all of them
 */
public record Processes(long processes, long threads) {}

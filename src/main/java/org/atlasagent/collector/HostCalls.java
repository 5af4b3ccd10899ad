package org.atlasagent.collector;

import org.atlasagent.source.host.FileSystems;
import org.atlasagent.source.host.Hardware;

/**
 * The answers of system calls that collectors need, each behind a small interface, so that a
 * recorded host answers with what was recorded.
 *
 * @param fileSystems sizes of mounted file systems
 * @param hardware counters and devices
 * @param agent what the runtime knows about the agent itself
 */
public record HostCalls(FileSystems fileSystems, Hardware hardware, AgentStatistics agent) {}

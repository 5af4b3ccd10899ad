package org.atlasagent.collector;

import org.atlasagent.source.host.FileSystems;

/**
 * What collectors need and no file of the kernel tells, foremost the answers of system calls, each
 * behind a small interface, so that a recorded host answers with what was recorded.
 *
 * @param fileSystems sizes of mounted file systems
 * @param agent what the runtime knows about the agent itself
 * @param container what the platform says about the container in which the agent runs
 */
public record HostCalls(
    FileSystems fileSystems, AgentStatistics agent, ContainerLimits container) {}

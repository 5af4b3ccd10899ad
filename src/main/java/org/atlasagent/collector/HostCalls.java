package org.atlasagent.collector;

import org.atlasagent.source.host.Chrony;
import org.atlasagent.source.host.FileSystems;
import org.atlasagent.source.host.InterfaceStatistics;
import org.atlasagent.source.host.KernelClock;

/**
 * The answers of system calls that collectors need, each behind a small interface, so that a
 * recorded host answers with what was recorded.
 *
 * @param fileSystems sizes of mounted file systems
 * @param kernelClock state of the kernel's clock
 * @param chrony what chronyd says about its source of time
 * @param interfaceStatistics what drivers of network interfaces count
 * @param agent what the runtime knows about the agent itself
 */
public record HostCalls(
    FileSystems fileSystems,
    KernelClock kernelClock,
    Chrony chrony,
    InterfaceStatistics interfaceStatistics,
    AgentStatistics agent) {}

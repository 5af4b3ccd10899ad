package org.atlasagent.collector;

import org.atlasagent.source.host.EbsVolumes;
import org.atlasagent.source.host.FileSystems;
import org.atlasagent.source.host.InstanceMetadata;

/**
 * The answers of system calls that collectors need, each behind a small interface, so that a
 * recorded host answers with what was recorded.
 *
 * @param fileSystems sizes of mounted file systems
 * @param instanceMetadata what the cloud says about the instance
 * @param ebsVolumes what EBS volumes count
 * @param agent what the runtime knows about the agent itself
 */
public record HostCalls(
    FileSystems fileSystems,
    InstanceMetadata instanceMetadata,
    EbsVolumes ebsVolumes,
    AgentStatistics agent) {}

package org.atlasagent.collector;

import org.atlasagent.source.host.FileSystems;
import org.atlasagent.source.host.ServiceManager;
import org.atlasagent.source.netlink.Netlink;

/**
 * The answers of system calls that collectors need, each behind a small interface, so that a
 * recorded host answers with what was recorded.
 *
 * @param fileSystems sizes of mounted file systems
 * @param services what systemd says of its units
 * @param netlink sockets, neighbours, addresses and routes
 * @param agent what the runtime knows about the agent itself
 */
public record HostCalls(
    FileSystems fileSystems, ServiceManager services, Netlink netlink, AgentStatistics agent) {}

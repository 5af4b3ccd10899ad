package org.atlasagent.collector;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.atlasagent.meter.Meters;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.host.UnitPatterns;

/**
 * What a collector is made from. Everything that a test or a recorded host must be able to replace
 * comes in here: roots, clock, page size, and what is no file.
 *
 * @param files the roots of proc, sys and the root file system
 * @param sources readers that several collectors share
 * @param meters where this collector's samples go
 * @param calls for what may block
 * @param remarks for what an operator should know beside the samples
 * @param nanoClock the monotonic clock in nanoseconds
 * @param pageSize bytes in a page of the host; empty where it cannot be known
 * @param host the answers of system calls
 * @param interfaces which network interfaces the operator wants to see
 * @param mounts which mount points the operator wants to see
 * @param devices which block devices the operator wants to see
 * @param services which systemd units the operator wants to see
 * @param maxServices how many of them at most
 * @param flavor whether a host or a container is watched
 */
public record Wiring(
    KernelFiles files,
    Sources sources,
    Meters meters,
    BlockingCalls calls,
    Remarks remarks,
    LongSupplier nanoClock,
    OptionalLong pageSize,
    HostCalls host,
    Predicate<String> interfaces,
    Predicate<String> mounts,
    Predicate<String> devices,
    UnitPatterns services,
    int maxServices,
    Flavor flavor) {}

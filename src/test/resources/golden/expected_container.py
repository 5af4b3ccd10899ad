#!/usr/bin/env python3
"""Computes the goldens of the container collectors from the recorded hosts.

Written from the metric contract and the kernel's documentation of cgroup v2; see expected.py, whose
rules and options hold here too, and whose tools and writer of goldens this script uses.
"""

import sys
from fractions import Fraction

import expected
from expected import Sample, delta, first_number, keyed, line, plus, times, unescape

SECONDS = Fraction(expected.ELAPSED_MS, 1000)
BYTES_PER_MEGABIT = 10**6 // 8


class Cgroup:
    """The files of the recorded process' own cgroup of version 2."""

    def __init__(self, sample: Sample):
        self.sample = sample
        self.directory = own_directory(sample)

    def lines(self, name: str) -> list[str] | None:
        return None if self.directory is None else self.sample.lines(f"{self.directory}/{name}")

    def table(self, name: str) -> dict[str, list[str]]:
        return keyed(self.lines(name))

    def amount(self, name: str) -> int | None:
        """The only number of a file; `max` means that there is no limit."""
        lines = self.lines(name)
        return None if lines is None or lines[0] == "max" else int(lines[0])

    def devices(self, name: str) -> dict[str, dict[str, str]]:
        """`8:0 key=value…` lines, of which some have no keys at all, by device."""
        found = {}
        for text in self.lines(name) or []:
            for word in text.split():
                if "=" in word:
                    key, _, value = word.partition("=")
                    found[device][key] = value
                else:
                    device = word
                    found[device] = {}
        return found


def own_directory(sample: Sample) -> str | None:
    paths = [text[3:] for text in sample.lines("proc/self/cgroup") or [] if text.startswith("0::")]
    for text in sample.lines("proc/self/mountinfo") or []:
        fields = text.split(" ")
        root, point = unescape(fields[3]), unescape(fields[4])
        if not paths or fields[fields.index("-", 6) + 1] != "cgroup2":
            continue
        below = (paths[0] + "/").removeprefix(root.rstrip("/") + "/")
        if below != paths[0] + "/":
            return f"{point}/{below}".strip("/")
    return None


def environment(sample: Sample, name: str) -> int | None:
    for text in sample.lines("replies/environment") or []:
        key, _, value = text.partition("=")
        if key == name:
            return int(value)
    return None


def processors_in(lines: list[str] | None) -> int | None:
    """How many processors a list such as 0-3,8 has."""
    if not lines:
        return None
    ranges = [list(map(int, part.split("-"))) for part in lines[0].split(",")]
    return sum(part[-1] - part[0] + 1 for part in ranges)


def cpus_of(group: Cgroup) -> int | Fraction | None:
    cpus = environment(group.sample, "TITUS_NUM_CPU")
    limit = group.lines("cpu.max")
    if cpus is None and limit is not None and not limit[0].startswith("max"):
        quota, period = map(int, limit[0].split())
        cpus = Fraction(quota, period)
    if cpus is None:
        cpus = processors_in(group.lines("cpuset.cpus.effective"))
    if cpus is None:
        cpus = processors_in(group.sample.lines("sys/devices/system/cpu/online"))
    return cpus


def container_cpu(now: Sample, before: Sample | None) -> list[str]:
    group = Cgroup(now)
    stat = group.table("cpu.stat")
    if not stat:
        return []
    cpus = cpus_of(group)
    old = Cgroup(before).table("cpu.stat") if before else {}
    result = line("g", "sys.cpu.numProcessors", cpus) + line("g", "titus.cpu.requested", cpus)
    result += line("g", "cgroup.cpu.weight", group.amount("cpu.weight"))
    result += line("U", "cgroup.cpu.numThrottled", first_number(stat, "nr_throttled"))

    def seconds(key):
        return times(delta(first_number(stat, key), first_number(old, key)), Fraction(1, 10**6))

    for name in ("user", "system"):
        used = seconds(f"{name}_usec")
        percent = times(used, 100 / (SECONDS * cpus) if cpus else None)
        result += line("m", "sys.cpu.peakUtilization", percent, id=name)
        result += line("g", "sys.cpu.utilization", percent, id=name)
        result += line("c", "cgroup.cpu.usageTime", used, id=name)
    result += line("c", "cgroup.cpu.processingTime", seconds("usage_usec"))
    result += line("c", "cgroup.cpu.throttledTime", seconds("throttled_usec"))
    if before:
        result += line("c", "cgroup.cpu.processingCapacity", times(SECONDS, cpus))
    return result


def container_memory(now: Sample, before: Sample | None) -> list[str]:
    group = Cgroup(now)
    stat = group.table("memory.stat")
    usage, limit = group.amount("memory.current"), group.amount("memory.max")
    swap_usage, swap_limit = group.amount("memory.swap.current"), group.amount("memory.swap.max")

    def of(key):
        return first_number(stat, key)

    free = plus(limit, times(usage, -1))
    free_swap = plus(swap_limit, times(swap_usage, -1))
    return (
        line("g", "cgroup.mem.used", usage)
        + line("g", "cgroup.mem.limit", limit)
        + line("U", "cgroup.mem.failures", first_number(group.table("memory.events"), "max"))
        + line("g", "cgroup.mem.processUsage", of("file"), id="cache")
        + line("g", "cgroup.mem.processUsage", of("anon"), id="rss")
        + line("g", "cgroup.mem.processUsage", of("anon_thp"), id="rss_huge")
        + line("g", "cgroup.mem.processUsage", of("file_mapped"), id="mapped_file")
        + line("U", "cgroup.mem.pageFaults", of("pgfault"), id="minor")
        + line("U", "cgroup.mem.pageFaults", of("pgmajfault"), id="major")
        + line("g", "mem.cached", of("file"))
        + line("g", "mem.shared", of("shmem"))
        + line("g", "mem.availReal", plus(free, of("file")))
        + line("g", "mem.freeReal", free)
        + line("g", "mem.totalReal", limit)
        + line("g", "mem.availSwap", free_swap)
        + line("g", "mem.totalSwap", swap_limit)
        + line("g", "mem.totalFree", plus(free, free_swap, of("file")))
    )


def container_io(now: Sample, before: Sample | None) -> list[str]:
    group = Cgroup(now)
    old = Cgroup(before).devices("io.stat") if before else {}
    limits = group.devices("io.max")
    names = {}
    for text in now.lines("proc/diskstats") or []:
        major, minor, name = text.split()[:3]
        names[f"{major}:{minor}"] = name
    result = []
    for device, keys in group.devices("io.stat").items():
        dev = names.get(device, "unknown")
        for name, letter in (("read", "r"), ("write", "w")):
            for unit, metric, throttle in (
                ("bytes", "disk.io.bytes", "cgroup.disk.io.throttleActivityBytes"),
                ("ios", "disk.io.ops", "cgroup.disk.io.throttleActivityOperations"),
            ):
                key = letter + unit
                if key not in keys or key not in old.get(device, {}):
                    continue
                done = delta(int(keys[key]), int(old[device][key]))
                tags = {"statistic": "count"} if unit == "ios" else {}
                result += line("c", metric, done, dev=dev, id=name, **tags)
                limit = limits.get(device, {}).get(letter + {"bytes": "bps", "ios": "iops"}[unit], "max")
                if limit != "max":
                    percent = times(done, Fraction(100) / (int(limit) * SECONDS))
                    result += line("d", throttle, percent, dev=dev, id=name)
    return result


def container_network(now: Sample, before: Sample | None) -> list[str]:
    megabits = environment(now, "TITUS_NUM_NETWORK_BANDWIDTH")
    return line("g", "cgroup.net.bandwidthBytes", times(megabits, BYTES_PER_MEGABIT))


if __name__ == "__main__":
    expected.COLLECTORS = {
        "container-cpu": container_cpu,
        "container-io": container_io,
        "container-memory": container_memory,
        "container-network": container_network,
    }
    sys.exit(expected.main())

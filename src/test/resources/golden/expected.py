#!/usr/bin/env python3
"""Computes the expected metric lines ("goldens") from the recorded hosts.

An independent second opinion: this script shares no code with the agent, in whatever language the
agent is written, and was written from the metric contract and the kernel's file formats alone.
Where agent and golden disagree, find out who is right; never copy the agent's output into a golden.

    python3 expected.py [--hosts DIR] [--golden DIR] [--check]

It prints a unified diff against the goldens that are there and writes the new ones; with --check it
writes nothing and exits with 1 if there is a difference. Python 3.11, standard library only.

How it computes: every value is an integer or an exact fraction until it is printed, so no golden
depends on the order of floating-point operations. A missing file or field is None and leaves its
lines out; it is never 0.
"""

import argparse
import difflib
import re
import struct
import sys
from fractions import Fraction
from pathlib import Path

ELAPSED_MS = 60_000  # between the two samples of a host, on the monotonic clock
SECTOR_BYTES = 512  # the unit of /proc/diskstats, whatever the disk's own sectors are
AT_NULL, AT_PAGESZ = 0, 6  # types in the auxiliary vector, <linux/auxvec.h>


# --- A host at one moment ------------------------------------------------------------------------


class Sample:
    """The files of a host: those of its first sample, overlaid with those of its second if asked for."""

    def __init__(self, host: Path, second: bool):
        self.files = files_below(host, skip="+60s")
        if second and (host / "+60s").is_dir():
            later = files_below(host / "+60s")
            removed = later.pop("REMOVED", None)
            self.files.update(later)
            # The list names directories too, for readers that delete one path after the other.
            # Here a directory is gone with its last file.
            for path in removed.read_text().splitlines() if removed else []:
                self.files.pop(path, None)

    def bytes(self, path: str) -> bytes | None:
        return self.files[path].read_bytes() if path in self.files else None

    def text(self, path: str) -> str | None:
        """Decoded as UTF-8; a byte that is no UTF-8 becomes a character of its own (a lone surrogate)."""
        data = self.bytes(path)
        return None if data is None else data.decode("utf-8", "surrogateescape")

    def lines(self, path: str) -> list[str] | None:
        # Not splitlines(): that also splits at form feeds, U+0085 and other characters of a name.
        text = self.text(path)
        return None if text is None else [line for line in text.split("\n") if line]

    def names_in(self, directory: str) -> set[str]:
        depth = directory.count("/") + 1
        return {path.split("/")[depth] for path in self.files if path.startswith(directory + "/")}

    def net(self, name: str) -> str:
        """The path of a file of /proc/net. With a root of its own the agent must not follow the
        link /proc/net -> self/net: it takes the network of that root's process 1, if there is one."""
        has_init = any(path.startswith("proc/1/net/") for path in self.files)
        return f"proc/1/net/{name}" if has_init else f"proc/net/{name}"

    def mountinfo(self) -> str:
        return "proc/1/mountinfo" if "proc/1/mountinfo" in self.files else "proc/self/mountinfo"

    def page_size(self) -> int | None:
        auxv = self.bytes("proc/self/auxv")
        for kind, value in struct.iter_unpack("<QQ", auxv or b""):
            if kind == AT_NULL:
                break
            if kind == AT_PAGESZ:
                return value
        return None


def files_below(directory: Path, skip: str | None = None) -> dict[str, Path]:
    found = {}
    for path in directory.rglob("*"):
        relative = path.relative_to(directory)
        if path.is_file() and relative.parts[0] != skip:
            found[relative.as_posix()] = path
    return found


# --- A line of spectatord's protocol -------------------------------------------------------------


def clean(text: str, longest: int) -> str:
    """One `_` for each character, that is each code point, which the protocol does not allow."""
    return re.sub(r"[^-._A-Za-z0-9~^]", "_", text)[:longest]


def number(value: int | Fraction) -> str:
    """An integer as it is, else at most 9 decimals, half to even; never an exponent."""
    if isinstance(value, int):
        return str(value)
    billionths = round(value * 10**9)  # round() of a Fraction is half to even, and exact
    sign = "-" if billionths < 0 else ""
    whole, rest = divmod(abs(billionths), 10**9)
    return f"{sign}{whole}.{rest:09d}".rstrip("0").rstrip(".")


def line(letter: str, name: str, value: int | Fraction | None, **tags: str) -> list[str]:
    """No line at all where the value is absent, so that callers can hand on what they looked up."""
    if value is None:
        return []
    if letter == "U":
        assert isinstance(value, int) and 0 <= value < 2**64, (name, value)
    words = [clean(name, 255)]
    words += [f"{key}={clean(text, 120)}" for key, text in sorted(tags.items()) if text]
    return [f"{letter}:{','.join(words)}:{number(value)}"]


# --- Small tools ---------------------------------------------------------------------------------


def plus(*values):
    """The sum, absent as soon as one part is absent."""
    return None if any(value is None for value in values) else sum(values)


def times(value, factor):
    return None if value is None or factor is None else value * factor


def delta(now: int | None, before: int | None) -> int | None:
    """A counter that went back has no delta."""
    if now is None or before is None or now < before:
        return None
    return now - before


def keyed(lines: list[str] | None) -> dict[str, list[str]]:
    """Lines of the form `key value…` or `key: value…`, by key."""
    result = {}
    for text in lines or []:
        words = text.split()
        result[words[0].removesuffix(":")] = words[1:]
    return result


def first_number(table: dict[str, list[str]], key: str) -> int | None:
    return int(table[key][0]) if key in table else None


def headed(lines: list[str] | None, protocol: str) -> dict[str, int]:
    """The columns of one protocol in /proc/net/snmp or netstat, where a line of names stands above
    a line of numbers."""
    rows = [text.split()[1:] for text in lines or [] if text.startswith(protocol + ":")]
    if not rows:
        return {}
    names, numbers = rows
    return {name: int(text) for name, text in zip(names, numbers, strict=True)}


def snmp6(sample: Sample) -> dict[str, int]:
    return {key: int(words[0]) for key, words in keyed(sample.lines(sample.net("snmp6"))).items()}


# --- The collectors: (sample, the one before or None) -> lines -----------------------------------

CPU_FIELDS = ("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal")


def cpu_times(sample: Sample) -> dict[str, dict[str, int]]:
    """Of each `cpu` line its first eight fields. guest and guest_nice, behind them, are already
    inside user and nice."""
    return {
        key: dict(zip(CPU_FIELDS, map(int, words[:8]), strict=True))
        for key, words in keyed(sample.lines("proc/stat")).items()
        if re.fullmatch(r"cpu\d*", key)
    }


def cpu_percentages(now: dict[str, int], before: dict[str, int]) -> dict[str, Fraction] | None:
    # iowait can go back on SMP; such a step counts as 0, in its own share and in the total alike.
    spent = {field: max(0, now[field] - before[field]) for field in CPU_FIELDS}
    total = sum(spent.values())
    if total == 0:
        return None
    ids = {
        "user": spent["user"],
        "system": spent["system"],
        "stolen": spent["steal"],
        "nice": spent["nice"],
        "wait": spent["iowait"],
        "interrupt": spent["irq"] + spent["softirq"],
    }
    return {name: Fraction(100 * ticks, total) for name, ticks in ids.items()}


def cpu(now: Sample, before: Sample | None) -> list[str]:
    times_now = cpu_times(now)
    times_before = cpu_times(before) if before else {}
    if not times_now:
        return []
    result = line("g", "sys.cpu.numProcessors", len(times_now.keys() - {"cpu"}))
    usages = []
    for key in times_now.keys() & times_before.keys():  # a core that came or went has no delta
        percentages = cpu_percentages(times_now[key], times_before[key])
        if percentages is None:
            continue
        if key == "cpu":
            for name, value in percentages.items():
                result += line("m", "sys.cpu.peakUtilization", value, id=name)
                result += line("g", "sys.cpu.utilization", value, id=name)
        else:
            usages.append(sum(percentages.values()))
    if usages:
        core = "sys.cpu.coreUtilization"
        result += line("c", core, len(usages), statistic="count")
        result += line("c", core, sum(usages), statistic="totalAmount")
        result += line("c", core, sum(usage * usage for usage in usages), statistic="totalOfSquares")
        # The mean of a core's 5 s usages: there is only one between the two samples.
        result += line("m", core, max(usages), statistic="max")
    return result


def cpufreq(now: Sample, before: Sample | None) -> list[str]:
    directory = "sys/devices/system/cpu/cpufreq"
    result = []
    for policy in sorted(now.names_in(directory)):
        texts = [now.text(f"{directory}/{policy}/scaling_{kind}_freq") for kind in ("min", "max", "cur")]
        if not policy.startswith("policy") or None in texts:
            continue  # a policy is reported whole or not at all
        for kind, text in zip(("min", "max", "cur"), texts):
            result += line("d", f"sys.{kind}CoreFrequency", int(text))
    return result


def load(now: Sample, before: Sample | None) -> list[str]:
    text = now.text("proc/loadavg")
    if text is None:
        return []
    result = []
    for minutes, average in zip((1, 5, 15), text.split()):
        result += line("g", f"sys.load.{minutes}", Fraction(average))
    return result


def uptime(now: Sample, before: Sample | None) -> list[str]:
    text = now.text("proc/uptime")
    return [] if text is None else line("g", "sys.uptime", Fraction(text.split()[0]))


def processes(now: Sample, before: Sample | None) -> list[str]:
    def numeric(directory):
        return [name for name in now.names_in(directory) if re.fullmatch("[0-9]+", name)]

    pids = numeric("proc")
    if not pids:
        return []  # a /proc without any process is none
    threads = sum(len(numeric(f"proc/{pid}/task")) for pid in pids)
    return line("g", "sys.currentProcesses", len(pids)) + line("g", "sys.currentThreads", threads)


def memory(now: Sample, before: Sample | None) -> list[str]:
    table = keyed(now.lines("proc/meminfo"))

    def in_bytes(key):
        return times(first_number(table, key), 1024)

    return (
        line("g", "mem.totalReal", in_bytes("MemTotal"))
        + line("g", "mem.freeReal", in_bytes("MemFree"))
        + line("g", "mem.availReal", in_bytes("MemAvailable"))
        + line("g", "mem.buffer", in_bytes("Buffers"))
        + line("g", "mem.cached", in_bytes("Cached"))
        + line("g", "mem.shared", in_bytes("Shmem"))
        + line("g", "mem.totalSwap", in_bytes("SwapTotal"))
        + line("g", "mem.availSwap", in_bytes("SwapFree"))
        + line("g", "mem.totalFree", plus(in_bytes("MemFree"), in_bytes("SwapFree")))
    )


def vmstat(now: Sample, before: Sample | None) -> list[str]:
    stat = keyed(now.lines("proc/stat"))
    vm = keyed(now.lines("proc/vmstat"))
    result = (
        line("U", "vmstat.procs.count", first_number(stat, "processes"))
        + line("g", "vmstat.procs", first_number(stat, "procs_running"), id="running")
        + line("g", "vmstat.procs", first_number(stat, "procs_blocked"), id="blocked")
        + line("U", "vmstat.paging", first_number(vm, "pgpgin"), id="in")
        + line("U", "vmstat.paging", first_number(vm, "pgpgout"), id="out")
        + line("U", "vmstat.swapping", first_number(vm, "pswpin"), id="in")
        + line("U", "vmstat.swapping", first_number(vm, "pswpout"), id="out")
    )
    file_nr = now.text("proc/sys/fs/file-nr")
    if file_nr is not None:
        allocated, _, most = map(int, file_nr.split())
        result += line("g", "vmstat.fh.allocated", allocated) + line("g", "vmstat.fh.max", most)
    return result


def pressure(now: Sample, before: Sample | None) -> list[str]:
    result = []
    # The kernel has a `full` line for cpu too, but for a whole host it says nothing.
    for resource, kinds in (("cpu", ["some"]), ("io", ["some", "full"]), ("memory", ["some", "full"])):
        table = keyed(now.lines(f"proc/pressure/{resource}"))
        for kind in kinds:
            fields = dict(word.split("=") for word in table.get(kind, []))
            if "total" in fields:
                micros = int(fields["total"])
                result += line("C", f"sys.pressure.{kind}", Fraction(micros, 10**6), id=resource)
    return result


def interfaces(now: Sample, before: Sample | None) -> list[str]:
    result = []
    for text in (now.lines(now.net("dev")) or [])[2:]:  # two lines of headings
        name, _, counters = text.rpartition(":")
        iface = name.strip(" ")
        numbers = list(map(int, counters.split()))
        receive, transmit = numbers[:8], numbers[8:]
        in_bytes, in_packets, in_errs, in_drop, in_fifo, in_frame = receive[:6]
        out_bytes, out_packets, out_errs, out_drop, out_fifo, collisions = transmit[:6]
        result += line("U", "net.iface.bytes", in_bytes, iface=iface, id="in")
        result += line("U", "net.iface.bytes", out_bytes, iface=iface, id="out")
        result += line("U", "net.iface.packets", in_packets, iface=iface, id="in")
        result += line("U", "net.iface.packets", out_packets, iface=iface, id="out")
        result += line("U", "net.iface.errors", in_errs + in_fifo + in_frame, iface=iface, id="in")
        result += line("U", "net.iface.errors", out_errs + out_fifo, iface=iface, id="out")
        result += line("U", "net.iface.droppedPackets", in_drop, iface=iface, id="in")
        result += line("U", "net.iface.droppedPackets", out_drop, iface=iface, id="out")
        result += line("U", "net.iface.collisions", collisions, iface=iface)
    return result


def ip(now: Sample, before: Sample | None) -> list[str]:
    v4 = headed(now.lines(now.net("snmp")), "Ip") | headed(now.lines(now.net("netstat")), "IpExt")
    v6 = {key.removeprefix("Ip6"): value for key, value in snmp6(now).items() if key.startswith("Ip6")}
    result = []
    for proto, table in (("v4", v4), ("v6", v6)):
        get = table.get
        capable = plus(get("InECT0Pkts"), get("InECT1Pkts"))
        result += line("U", "net.ip.datagrams", get("InReceives"), id="in", proto=proto)
        result += line("U", "net.ip.datagrams", get("OutRequests"), id="out", proto=proto)
        result += line("U", "net.ip.discards", get("InDiscards"), id="in", proto=proto)
        result += line("U", "net.ip.discards", get("OutDiscards"), id="out", proto=proto)
        result += line("U", "net.ip.reasmReqds", get("ReasmReqds"), proto=proto)
        result += line("U", "net.ip.ectPackets", capable, id="capable", proto=proto)
        result += line("U", "net.ip.ectPackets", get("InNoECTPkts"), id="notCapable", proto=proto)
        result += line("U", "net.ip.congestedPackets", get("InCEPkts"), proto=proto)
    return result


def tcp(now: Sample, before: Sample | None) -> list[str]:
    get = headed(now.lines(now.net("snmp")), "Tcp").get
    return (
        line("U", "net.tcp.segments", get("InSegs"), id="in")
        + line("U", "net.tcp.segments", get("OutSegs"), id="out")
        + line("U", "net.tcp.errors", get("RetransSegs"), id="retransSegs")
        + line("U", "net.tcp.errors", get("InErrs"), id="inErrs")
        + line("U", "net.tcp.errors", get("OutRsts"), id="outRsts")
        + line("U", "net.tcp.errors", get("AttemptFails"), id="attemptFails")
        + line("U", "net.tcp.errors", get("EstabResets"), id="estabResets")
        + line("U", "net.tcp.opens", get("ActiveOpens"), id="active")
        + line("U", "net.tcp.opens", get("PassiveOpens"), id="passive")
        + line("g", "net.tcp.currEstab", get("CurrEstab"))
    )


def udp(now: Sample, before: Sample | None) -> list[str]:
    v4 = headed(now.lines(now.net("snmp")), "Udp")
    v6 = {key.removeprefix("Udp6"): value for key, value in snmp6(now).items() if key.startswith("Udp6")}
    result = []
    for proto, table in (("v4", v4), ("v6", v6)):
        result += line("U", "net.udp.datagrams", table.get("InDatagrams"), id="in", proto=proto)
        result += line("U", "net.udp.datagrams", table.get("OutDatagrams"), id="out", proto=proto)
        result += line("U", "net.udp.errors", table.get("InErrors"), id="inErrors", proto=proto)
    return result


TCP_STATES = {  # the kernel's numbers, <net/tcp_states.h>
    1: "established",
    2: "synSent",
    3: "synRecv",
    4: "finWait1",
    5: "finWait2",
    6: "timeWait",
    7: "close",
    8: "closeWait",
    9: "lastAck",
    10: "listen",
    11: "closing",
    12: "synRecv",  # NEW_SYN_RECV, which the kernel normally shows as 3
}


def tcp_states(now: Sample, before: Sample | None) -> list[str]:
    result = []
    for proto, name in (("v4", "tcp"), ("v6", "tcp6")):
        lines = now.lines(now.net(name))
        if lines is None:
            continue
        states = [TCP_STATES.get(int(text.split()[3], 16)) for text in lines[1:]]
        for state in sorted(set(TCP_STATES.values())):  # those without a socket too
            result += line("g", "net.tcp.connectionStates", states.count(state), id=state, proto=proto)
    return result


def arp(now: Sample, before: Sample | None) -> list[str]:
    lines = now.lines(now.net("arp"))
    return [] if lines is None else line("g", "net.arpCacheSize", len(lines) - 1)


def tcp_memory(now: Sample, before: Sample | None) -> list[str]:
    words = keyed(now.lines(now.net("sockstat"))).get("TCP", [])
    fields = dict(zip(words[::2], map(int, words[1::2])))
    return line("g", "net.tcp.memory", times(fields.get("mem"), now.page_size()))


BORING_MOUNTS = (
    "/dev", "/proc", "/sys", "/run", "/var/lib", "/mnt/docker", "/mnt/jenkins", "/mnt/kubelet", "/tmp/buildkit",
)  # fmt: skip


def unescape(text: str) -> str:
    """`\\040` and the like are bytes, which only together with their neighbours may be UTF-8."""
    data = text.encode("utf-8", "surrogateescape")
    data = re.sub(rb"\\([0-7]{3})", lambda match: bytes([int(match[1], 8)]), data)
    return data.decode("utf-8", "surrogateescape")


def interesting_mounts(now: Sample) -> list[tuple[str, str, str]]:
    """(mount point as mountinfo spells it, mount point, source) of each mount to be reported."""
    nodev = {
        text.split()[1] for text in now.lines("proc/filesystems") or [] if text.startswith("nodev")
    } - {"tmpfs"}
    shortest = {}
    for text in now.lines(now.mountinfo()) or []:
        # By single spaces, since the source may be empty; optional fields end with a lone dash.
        fields = text.split(" ")
        device, root, escaped = fields[2:5]
        fs_type, source = fields[fields.index("-", 6) + 1 :][:2]
        point = unescape(escaped)
        if root != "/" or fs_type in nodev or device.split(":")[0] in ("1", "7") or point.startswith(BORING_MOUNTS):
            continue
        if device not in shortest or len(point) < len(shortest[device][1]):
            shortest[device] = (escaped, point, unescape(source))
    return list(shortest.values())


def filesystems(now: Sample, before: Sample | None) -> list[str]:
    replies = dict(text.split("\t", 1) for text in now.lines("replies/statvfs") or [])
    result = []
    for escaped, point, source in interesting_mounts(now):
        if escaped not in replies:
            continue  # statvfs failed: nothing is known about this mount
        bsize, frsize, blocks, bfree, bavail, files, ffree = map(int, replies[escaped].split("\t"))
        tags = {"id": point[1:] or "root", "dev": source.removeprefix("/dev/")}
        most, free = blocks * frsize, bfree * frsize
        result += line("g", "disk.bytesFree", free, **tags)
        result += line("g", "disk.bytesUsed", most - free, **tags)
        result += line("g", "disk.bytesMax", most, **tags)
        if most > 0:
            result += line("g", "disk.bytesPercentUsed", Fraction(100 * (most - free), most), **tags)
        if files > 0:
            result += line("g", "disk.inodesFree", ffree, **tags)
            result += line("g", "disk.inodesUsed", files - ffree, **tags)
            result += line("g", "disk.inodesPercentUsed", Fraction(100 * (files - ffree), files), **tags)
    return result


def disk_counters(sample: Sample) -> dict[tuple[str, str, str], list[int]]:
    """By (major, minor, name) the numbers of each line; a device is the same only if all three are."""
    result = {}
    for text in sample.lines("proc/diskstats") or []:
        major, minor, name, *numbers = text.split()
        if major not in ("1", "7"):  # ram, loop
            result[major, minor, name] = list(map(int, numbers))
    return result


def disks(now: Sample, before: Sample | None) -> list[str]:
    counters_before = disk_counters(before) if before else {}
    result = []
    for key, counters in disk_counters(now).items():
        major, _, dev = key
        reads, reads_merged, read_sectors, read_ms = counters[0:4]
        writes, writes_merged, written_sectors, write_ms = counters[4:8]
        busy_ms = counters[9]
        result += line("U", "disk.io.bytes", read_sectors * SECTOR_BYTES, dev=dev, id="read")
        result += line("U", "disk.io.bytes", written_sectors * SECTOR_BYTES, dev=dev, id="write")
        if major == "9" or key not in counters_before:  # md keeps no times
            continue
        old = counters_before[key]
        for name, count, count_before, ms, ms_before in (
            ("read", reads + reads_merged, old[0] + old[1], read_ms, old[3]),
            ("write", writes + writes_merged, old[4] + old[5], write_ms, old[7]),
        ):
            ops = delta(count, count_before)
            seconds = times(delta(ms, ms_before), Fraction(1, 1000))
            result += line("c", "disk.io.ops", ops, dev=dev, id=name, statistic="count")
            result += line("c", "disk.io.ops", seconds, dev=dev, id=name, statistic="totalTime")
        result += line("g", "disk.percentBusy", times(delta(busy_ms, old[9]), Fraction(100, ELAPSED_MS)), dev=dev)
    return result


def unrecorded(now: Sample, before: Sample | None) -> list[str]:
    """What asks programs, libraries or system calls has no answer on a recorded host."""
    return []


COLLECTORS = {
    "arp": arp,
    "cpu": cpu,
    "cpufreq": cpufreq,
    "dcgm": unrecorded,
    "disks": disks,
    "filesystems": filesystems,
    "gpu-amd": unrecorded,
    "gpu-nvidia": unrecorded,
    "interfaces": interfaces,
    "ip": ip,
    "load": load,
    "memory": memory,
    "perfspect": unrecorded,
    "pmu": unrecorded,
    "pressure": pressure,
    "processes": processes,
    "tcp": tcp,
    "tcp-memory": tcp_memory,
    "tcp-states": tcp_states,
    "udp": udp,
    "uptime": uptime,
    "vmstat": vmstat,
}


# --- Goldens -------------------------------------------------------------------------------------


def section(heading: str, lines: list[str]) -> str:
    if not lines:
        return f"{heading}: no data\n"
    return "\n".join([heading, *sorted(lines)]) + "\n"


def expected(collect, host: Path) -> str:
    first, second = Sample(host, second=False), Sample(host, second=True)
    return section("# run 1", collect(first, None)) + section("# run 2, 60 s later", collect(second, first))


def main() -> int:
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description="Computes the expected metric lines of the recorded hosts.")
    parser.add_argument("--hosts", type=Path, default=here.parent / "hosts", metavar="DIR")
    parser.add_argument("--golden", type=Path, default=here, metavar="DIR")
    parser.add_argument("--check", action="store_true", help="write nothing, exit with 1 on a difference")
    options = parser.parse_args()

    hosts = sorted(path.parent for path in options.hosts.glob("*/PROVENANCE"))
    if not hosts:
        parser.error(f"no hosts in {options.hosts}")
    wanted = {
        options.golden / name / f"{host.name}.txt": expected(collect, host)
        for name, collect in COLLECTORS.items()
        for host in hosts
    }
    stale = [
        path for name in COLLECTORS for path in sorted((options.golden / name).glob("*.txt")) if path not in wanted
    ]
    differs = False
    for path, text in [*wanted.items(), *((path, None) for path in stale)]:
        there = path.read_text() if path.exists() else None
        if there == text:
            continue
        differs = True
        sys.stdout.writelines(
            difflib.unified_diff(
                (there or "").splitlines(keepends=True),
                (text or "").splitlines(keepends=True),
                "/dev/null" if there is None else str(path),
                "/dev/null" if text is None else str(path),
            )
        )
        if options.check:
            continue
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return 1 if differs and options.check else 0


if __name__ == "__main__":
    sys.exit(main())

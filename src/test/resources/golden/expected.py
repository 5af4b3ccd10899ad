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

# Netlink: <linux/netlink.h>, <linux/rtnetlink.h>, <linux/sock_diag.h>, <linux/inet_diag.h> and, for
# attributes and flags of one kind of object, <linux/if_link.h>, if_addr.h, neighbour.h.
NLMSG_DONE = 3
RTM_NEWLINK, RTM_NEWADDR, RTM_NEWROUTE, RTM_NEWNEIGH = 16, 20, 24, 28
SOCK_DIAG_BY_FAMILY, INET_DIAG_SKMEMINFO = 20, 7
IFLA_IFNAME, IFA_CACHEINFO, IFA_FLAGS, RTA_TABLE = 3, 6, 8, 15
IFA_F_DADFAILED, IFA_F_DEPRECATED, IFA_F_TENTATIVE = 0x08, 0x20, 0x40
RT_TABLE_MAIN, RT_SCOPE_UNIVERSE, INFINITE = 254, 0, 2**32 - 1
VERSIONS = (("v4", "4", 2), ("v6", "6", 10))  # tag, last letter of a dump, address family


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

    def has_ipv6(self) -> bool:
        """With ipv6.disable=1 the kernel has none of these files. Its dumps work all the same: of
        sockets and neighbours they are empty, of addresses and routes they hold the IPv4 ones."""
        return any(self.net(name) in self.files for name in ("if_inet6", "snmp6"))

    def netlink(self, dump: str) -> list[tuple[int, bytes]] | None:
        """Of each message of a recorded dump its type and what follows its header."""
        data = self.bytes(f"replies/netlink/{dump}.bin")
        if data is None:
            return None
        messages = []
        at = 0
        while at < len(data):
            length, kind = struct.unpack_from("<IH", data, at)
            messages.append((kind, data[at + 16 : at + length]))
            at += aligned(length)
        assert [kind == NLMSG_DONE for kind, _ in messages] == [False] * (len(messages) - 1) + [True], dump
        return messages[:-1]

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


def aligned(length: int) -> int:
    return (length + 3) // 4 * 4


def attributes(data: bytes) -> dict[int, bytes]:
    """The attributes of a netlink message, by type."""
    found = {}
    at = 0
    while at < len(data):
        length, kind = struct.unpack_from("<HH", data, at)
        found[kind] = data[at + 4 : at + length]
        at += aligned(length)
    return found


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
        if words:
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


def hexadecimal(lines: list[str] | None) -> list[list[int]]:
    return [[int(word, 16) for word in text.split()] for text in lines or []]


def summed(lines: list[str] | None) -> dict[str, int]:
    """The columns of a file of /proc/net/stat, each summed over the processors: a line of names,
    then a line of hexadecimal numbers for each processor."""
    if not lines:
        return {}
    rows = hexadecimal(lines[1:])
    return {name: sum(column) for name, column in zip(lines[0].split(), zip(*rows), strict=True)}


def sockstat(sample: Sample, name: str) -> dict[str, dict[str, int]]:
    """By protocol (the first word of the line) the pairs of a name and a number."""
    table = keyed(sample.lines(sample.net(name)))
    return {key: dict(zip(words[::2], map(int, words[1::2]), strict=True)) for key, words in table.items()}


def beginning(prefix: str, table: dict[str, int]) -> dict[str, int]:
    return {key.removeprefix(prefix): value for key, value in table.items() if key.startswith(prefix)}


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


def ip_tables(now: Sample) -> tuple[tuple[str, dict[str, int]], ...]:
    v4 = headed(now.lines(now.net("snmp")), "Ip") | headed(now.lines(now.net("netstat")), "IpExt")
    return ("v4", v4), ("v6", beginning("Ip6", snmp6(now)))


def ip(now: Sample, before: Sample | None) -> list[str]:
    result = []
    for proto, table in ip_tables(now):
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
        result += line("U", "net.ip.bytes", get("InOctets"), id="in", proto=proto)
        result += line("U", "net.ip.bytes", get("OutOctets"), id="out", proto=proto)
        result += line("U", "net.ip.multicast", get("InMcastPkts"), id="in", proto=proto)
        result += line("U", "net.ip.multicast", get("OutMcastPkts"), id="out", proto=proto)
        result += line("U", "net.ip.delivered", get("InDelivers"), proto=proto)
        forwarded = "ForwDatagrams" if proto == "v4" else "OutForwDatagrams"
        result += line("U", "net.ip.forwarded", get(forwarded), proto=proto)
        result += line("U", "net.ip.errors", get("InHdrErrors"), id="inHeader", proto=proto)
        result += line("U", "net.ip.errors", get("InAddrErrors"), id="inAddress", proto=proto)
        result += line("U", "net.ip.errors", get("InUnknownProtos"), id="inUnknownProtocol", proto=proto)
        result += line("U", "net.ip.errors", get("InTruncatedPkts"), id="inTruncated", proto=proto)
        result += line("U", "net.ip.errors", get("InNoRoutes"), id="inNoRoute", proto=proto)
        result += line("U", "net.ip.errors", get("OutNoRoutes"), id="outNoRoute", proto=proto)
        if proto == "v6":
            result += line("U", "net.ip.errors", get("InTooBigErrors"), id="inTooBig", proto=proto)
    return result


def fragments(now: Sample, before: Sample | None) -> list[str]:
    result = []
    for proto, table in ip_tables(now):
        for name, column in (
            ("fragOk", "FragOKs"),
            ("fragFailed", "FragFails"),
            ("fragCreated", "FragCreates"),
            ("reassemblyOk", "ReasmOKs"),
            ("reassemblyFailed", "ReasmFails"),
            ("reassemblyTimeout", "ReasmTimeout"),
        ):
            result += line("U", "net.ip.fragments", table.get(column), id=name, proto=proto)
    for proto, name, key in (("v4", "sockstat", "FRAG"), ("v6", "sockstat6", "FRAG6")):
        queues = sockstat(now, name).get(key, {})
        result += line("g", "net.ip.fragQueues", queues.get("inuse"), proto=proto)
        result += line("g", "net.ip.fragMemory", queues.get("memory"), proto=proto)  # bytes already
    return result


ICMP_TYPES = {  # the kernel's names without In or Out: for IPv4, for IPv6; added up where there are two
    "destinationUnreachable": (["DestUnreachs"], ["DestUnreachs"]),
    "packetTooBig": (None, ["PktTooBigs"]),
    "timeExceeded": (["TimeExcds"], ["TimeExcds"]),
    "parameterProblem": (["ParmProbs"], ["ParmProblems"]),
    "redirect": (["Redirects"], ["Redirects"]),
    "echo": (["Echos"], ["Echos"]),
    "echoReply": (["EchoReps"], ["EchoReplies"]),
    "routerSolicitation": (None, ["RouterSolicits"]),
    "routerAdvertisement": (None, ["RouterAdvertisements"]),
    "neighborSolicitation": (None, ["NeighborSolicits"]),
    "neighborAdvertisement": (None, ["NeighborAdvertisements"]),
    "multicastListenerReport": (None, ["GroupMembResponses", "MLDv2Reports"]),
}


def icmp(now: Sample, before: Sample | None) -> list[str]:
    v4 = headed(now.lines(now.net("snmp")), "Icmp")
    v6 = beginning("Icmp6", snmp6(now))
    result = []
    for version, proto, table in ((0, "v4", v4), (1, "v6", v6)):
        get = table.get
        result += line("U", "net.icmp.messages", get("InMsgs"), id="in", proto=proto)
        result += line("U", "net.icmp.messages", get("OutMsgs"), id="out", proto=proto)
        result += line("U", "net.icmp.errors", get("InErrors"), id="inErrors", proto=proto)
        result += line("U", "net.icmp.errors", get("OutErrors"), id="outErrors", proto=proto)
        result += line("U", "net.icmp.errors", get("InCsumErrors"), id="inChecksum", proto=proto)
        result += line("U", "net.icmp.rateLimited", get("OutRateLimitHost"), id="host", proto=proto)
        result += line("U", "net.icmp.rateLimited", get("OutRateLimitGlobal"), id="global", proto=proto)
        for kind, names in ICMP_TYPES.items():
            for way in ("In", "Out"):
                if names[version] is not None:
                    count = plus(*(get(way + name) for name in names[version]))
                    result += line("U", "net.icmp.types", count, id=way.lower(), type=kind, proto=proto)
    return result


TCP_EXT = {
    "net.tcp.listen": {"overflow": "ListenOverflows", "drop": "ListenDrops"},
    "net.tcp.synCookies": {"sent": "SyncookiesSent", "received": "SyncookiesRecv", "failed": "SyncookiesFailed"},
    "net.tcp.retransmits": {
        "lost": "TCPLostRetransmit",
        "fast": "TCPFastRetrans",
        "slowStart": "TCPSlowStartRetrans",
        "syn": "TCPSynRetrans",
        "timeout": "TCPTimeouts",
    },
    "net.tcp.aborts": {
        "onData": "TCPAbortOnData",
        "onClose": "TCPAbortOnClose",
        "onMemory": "TCPAbortOnMemory",
        "onTimeout": "TCPAbortOnTimeout",
        "onLinger": "TCPAbortOnLinger",
        "failed": "TCPAbortFailed",
    },
    "net.tcp.pressure": {
        "entered": "TCPMemoryPressures",
        "pruned": "PruneCalled",
        "backlogDrop": "TCPBacklogDrop",
        "receiveQueueDrop": "TCPRcvQDrop",
    },
}


def tcp(now: Sample, before: Sample | None) -> list[str]:
    get = headed(now.lines(now.net("snmp")), "Tcp").get
    result = (
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
    extended = headed(now.lines(now.net("netstat")), "TcpExt")
    for name, columns in TCP_EXT.items():
        for kind, column in columns.items():
            result += line("U", name, extended.get(column), id=kind)
    return result


def udp(now: Sample, before: Sample | None) -> list[str]:
    v4 = headed(now.lines(now.net("snmp")), "Udp")
    v6 = beginning("Udp6", snmp6(now))
    result = []
    for proto, table in (("v4", v4), ("v6", v6)):
        result += line("U", "net.udp.datagrams", table.get("InDatagrams"), id="in", proto=proto)
        result += line("U", "net.udp.datagrams", table.get("OutDatagrams"), id="out", proto=proto)
        result += line("U", "net.udp.errors", table.get("InErrors"), id="inErrors", proto=proto)
        result += line("U", "net.udp.drops", table.get("NoPorts"), id="noPort", proto=proto)
        result += line("U", "net.udp.drops", table.get("RcvbufErrors"), id="receiveBuffer", proto=proto)
        result += line("U", "net.udp.drops", table.get("SndbufErrors"), id="sendBuffer", proto=proto)
        result += line("U", "net.udp.drops", table.get("InCsumErrors"), id="checksum", proto=proto)
        result += line("U", "net.udp.drops", table.get("MemErrors"), id="memory", proto=proto)
    return result


def sockets(now: Sample, before: Sample | None) -> list[str]:
    v4, v6 = sockstat(now, "sockstat"), sockstat(now, "sockstat6")
    result = line("g", "net.sockets.used", v4.get("sockets", {}).get("used"))
    for protocol in ("TCP", "UDP", "RAW"):
        for proto, table, key in (("v4", v4, protocol), ("v6", v6, protocol + "6")):
            result += line("g", "net.sockets.inUse", table.get(key, {}).get("inuse"), id=protocol.lower(), proto=proto)
    return result


def tcp_sockets(now: Sample, before: Sample | None) -> list[str]:
    get = sockstat(now, "sockstat").get("TCP", {}).get
    return (
        line("g", "net.tcp.sockets", get("orphan"), id="orphan")
        + line("g", "net.tcp.sockets", get("tw"), id="timeWait")
        + line("g", "net.tcp.sockets", get("alloc"), id="allocated")
    )


def socket_memory(now: Sample, before: Sample | None) -> list[str]:
    pages = sockstat(now, "sockstat").get("UDP", {}).get("mem")
    result = line("g", "net.udp.memory", times(pages, now.page_size()))
    limits = now.text("proc/sys/net/ipv4/tcp_mem")
    for kind, words in zip(("low", "pressure", "max"), limits.split() if limits else []):
        result += line("g", "net.tcp.memoryLimit", times(int(words), now.page_size()), id=kind)
    return result


def neighbor_tables(now: Sample, before: Sample | None) -> list[str]:
    result = []
    for proto, directory, cache in (("v4", "ipv4", "arp_cache"), ("v6", "ipv6", "ndisc_cache")):
        for number in (1, 2, 3):
            text = now.text(f"proc/sys/net/{directory}/neigh/default/gc_thresh{number}")
            limit = None if text is None else int(text)
            result += line("g", "net.neighborLimit", limit, id=f"gcThresh{number}", proto=proto)
        get = summed(now.lines(now.net(f"stat/{cache}"))).get
        result += line("U", "net.neighborTable", get("table_fulls"), id="tableFull", proto=proto)
        result += line("U", "net.neighborTable", get("forced_gc_runs"), id="forcedGc", proto=proto)
        result += line("U", "net.neighborTable", get("unresolved_discards"), id="unresolvedDiscards", proto=proto)
        result += line("U", "net.neighborTable", get("res_failed"), id="resolutionFailed", proto=proto)
        result += line("U", "net.neighborTable", get("hash_grows"), id="hashGrows", proto=proto)
    return result


def v4_routes(now: Sample) -> int | None:
    lines = now.lines(now.net("fib_triestat"))
    if lines is None:
        return None
    # By table what describes its trie. Lines of use (`gets = 3` and the like, behind `Counters:`)
    # count look-ups, so that one trie printed twice may show two numbers.
    tries = {}
    description = []
    for text in lines:
        if re.fullmatch(r"Main:|Local:|Id \d+:", text):
            description = tries[text] = []
        elif text == "Counters:":
            description = []
        else:
            description.append(text)
    if tries.get("Local:") == tries.get("Main:"):
        tries.pop("Local:", None)
    return sum(first_number(keyed(trie), "Prefixes") for trie in tries.values())


def v6_routes(now: Sample) -> int | None:
    rows = hexadecimal(now.lines(now.net("rt6_stats")))
    return rows[0][3] if rows else None


def routes(now: Sample, before: Sample | None) -> list[str]:
    v4, v6 = v4_routes(now), v6_routes(now)
    return line("g", "net.ip.routes", v4, proto="v4") + line("g", "net.ip.routes", v6, proto="v6")


def interfaces_ip(now: Sample, before: Sample | None) -> list[str]:
    directory = now.net("dev_snmp6")
    result = []
    for iface in sorted(now.names_in(directory)):
        table = keyed(now.lines(f"{directory}/{iface}"))
        for name, received, sent in (
            ("net.iface.ip.bytes", "Ip6InOctets", "Ip6OutOctets"),
            ("net.iface.ip.datagrams", "Ip6InReceives", "Ip6OutRequests"),
            ("net.iface.ip.discards", "Ip6InDiscards", "Ip6OutDiscards"),
        ):
            result += line("U", name, first_number(table, received), iface=iface, id="in", proto="v6")
            result += line("U", name, first_number(table, sent), iface=iface, id="out", proto="v6")
    return result


def conntrack(now: Sample, before: Sample | None) -> list[str]:
    result = []
    for kind, name in (("used", "nf_conntrack_count"), ("limit", "nf_conntrack_max")):
        text = now.text(f"proc/sys/net/netfilter/{name}")
        result += line("g", "net.conntrack.entries", None if text is None else int(text), id=kind)
    get = summed(now.lines(now.net("stat/nf_conntrack"))).get
    result += line("U", "net.conntrack.drops", get("insert_failed"), id="insertFailed")
    result += line("U", "net.conntrack.drops", get("drop"), id="drop")
    result += line("U", "net.conntrack.drops", get("early_drop"), id="earlyDrop")
    result += line("U", "net.conntrack.drops", get("search_restart"), id="searchRestart")
    return result


def softnet(now: Sample, before: Sample | None) -> list[str]:
    rows = hexadecimal(now.lines(now.net("softnet_stat")))  # a line for each processor
    result = []
    for kind, column in zip(("processed", "dropped", "timeSqueezed"), zip(*rows)):
        result += line("U", "net.softnet", sum(column), id=kind)
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


class Socket:
    """One entry of a sock_diag dump, struct inet_diag_msg."""

    def __init__(self, data: bytes):
        self.family, self.state = data[0], data[1]
        self.remote = data[24:40]
        self.receive_queue, self.send_queue = struct.unpack_from("<II", data, 56)
        memory = attributes(data[72:]).get(INET_DIAG_SKMEMINFO)
        # Newer kernels add fields behind these. Neither timeWait nor synRecv has the attribute.
        self.memory = struct.unpack_from("<8I", memory) if memory else None

    def speaks(self) -> str:
        """The IP version on the wire: ::ffff:a.b.c.d is IPv4."""
        return "v4" if self.family == 2 or self.remote[:12] == bytes(10) + b"\xff\xff" else "v6"


def sockets_of(now: Sample, dump: str, family: int) -> list[Socket] | None:
    messages = now.netlink(dump)
    if messages is None or (family == 10 and not now.has_ipv6()):
        return None
    found = [Socket(data) for kind, data in messages if kind == SOCK_DIAG_BY_FAMILY]
    return [socket for socket in found if socket.family == family]


MEMORY = {  # places in INET_DIAG_SKMEMINFO
    "receive": 0,
    "send": 2,
    "forwardAlloc": 4,
    "sendQueued": 5,
    "option": 6,
    "backlog": 7,
}


def tcp_connections(now: Sample, before: Sample | None) -> list[str]:
    result = []
    for proto, version, family in VERSIONS:
        found = sockets_of(now, f"tcp{version}", family)
        if found is not None:
            states = [TCP_STATES.get(socket.state) for socket in found]
        else:  # only the states can be had from the files
            lines = now.lines(now.net("tcp" if proto == "v4" else "tcp6"))
            if lines is None:
                continue
            states = [TCP_STATES.get(int(text.split()[3], 16)) for text in lines[1:]]
        for state in sorted(set(TCP_STATES.values())):  # those without a socket too
            result += line("g", "net.tcp.connectionStates", states.count(state), id=state, proto=proto)
        if found is None:
            continue
        for name, place in MEMORY.items():
            amount = sum(socket.memory[place] for socket in found if socket.memory)
            result += line("g", "net.tcp.socketMemory", amount, id=name, proto=proto)
        listening = [socket for socket in found if TCP_STATES.get(socket.state) == "listen"]
        length = sum(socket.receive_queue for socket in listening)
        limit = sum(socket.send_queue for socket in listening)
        result += line("g", "net.tcp.acceptQueue", length, id="length", proto=proto)
        result += line("g", "net.tcp.acceptQueue", limit, id="limit", proto=proto)
        spoken = [socket.speaks() for socket in found if TCP_STATES.get(socket.state) == "established"]
        for wire in ["v4"] if proto == "v4" else ["v4", "v6"]:
            result += line("g", "net.tcp.connections", spoken.count(wire), proto=wire, socket=proto)
    return result


def udp_queues(now: Sample, before: Sample | None) -> list[str]:
    result = []
    for proto, version, family in VERSIONS:
        found = sockets_of(now, f"udp{version}", family)
        if found is not None:
            queues = [(socket.send_queue, socket.receive_queue) for socket in found]
        else:
            lines = now.lines(now.net("udp" if proto == "v4" else "udp6"))
            if lines is None:
                continue
            queues = [tuple(int(half, 16) for half in text.split()[4].split(":")) for text in lines[1:]]
        result += line("g", "net.udp.queueBytes", sum(send for send, _ in queues), id="send", proto=proto)
        result += line("g", "net.udp.queueBytes", sum(receive for _, receive in queues), id="receive", proto=proto)
    return result


NEIGHBOR_STATES = {  # without 0 (none) and 0x40 (noarp)
    0x01: "incomplete",
    0x02: "reachable",
    0x04: "stale",
    0x08: "delay",
    0x10: "probe",
    0x20: "failed",
    0x80: "permanent",
}


def neighbors(now: Sample, before: Sample | None) -> list[str]:
    result = []
    for proto, version, family in VERSIONS:
        messages = now.netlink(f"neigh{version}")
        if messages is None or (family == 10 and not now.has_ipv6()):
            continue
        # struct ndmsg: family, padding, interface, state
        entries = [struct.unpack_from("<B3xiH", data) for kind, data in messages if kind == RTM_NEWNEIGH]
        states = [state for of_family, _, state in entries if of_family == family]
        for number, name in NEIGHBOR_STATES.items():
            result += line("g", "net.neighbors", states.count(number), proto=proto, state=name)
    return result


ADDRESS_STATES = ("preferred", "deprecated", "tentative", "dadFailed")


def addresses(now: Sample, before: Sample | None) -> list[str]:
    names = {  # struct ifinfomsg: family, padding, type, index, flags, change
        struct.unpack_from("<4xi", data)[0]: attributes(data[16:])[IFLA_IFNAME].rstrip(b"\0").decode()
        for kind, data in now.netlink("link") or []
        if kind == RTM_NEWLINK
    }
    counts = {}
    lifetimes = {}
    for proto, version, family in VERSIONS:
        for kind, data in now.netlink(f"addr{version}") or []:
            # struct ifaddrmsg; its 8 bits of flags are the lower ones of the attribute
            of_family, _, flags, scope, index = struct.unpack_from("<BBBBI", data)
            if kind != RTM_NEWADDR or of_family != family or index not in names:
                continue
            found = attributes(data[8:])
            if IFA_FLAGS in found:
                (flags,) = struct.unpack("<I", found[IFA_FLAGS])
            if flags & IFA_F_DADFAILED:
                state = "dadFailed"
            elif flags & IFA_F_TENTATIVE:
                state = "tentative"
            elif flags & IFA_F_DEPRECATED:
                state = "deprecated"
            else:
                state = "preferred"
            states = counts.setdefault((proto, names[index]), dict.fromkeys(ADDRESS_STATES, 0))
            states[state] += 1
            if family == 10 and scope == RT_SCOPE_UNIVERSE and IFA_CACHEINFO in found:
                preferred, valid = struct.unpack_from("<II", found[IFA_CACHEINFO])
                for name, seconds in (("preferred", preferred), ("valid", valid)):
                    if seconds != INFINITE:
                        lifetimes.setdefault((names[index], name), []).append(seconds)
    result = []
    for (proto, iface), states in counts.items():
        for state, count in states.items():  # known zeros too
            result += line("g", "net.ip.addresses", count, iface=iface, proto=proto, state=state)
    for (iface, name), seconds in lifetimes.items():
        result += line("g", "net.ip.addressLifetime", min(seconds), id=name, iface=iface, proto="v6")
    return result


def default_routes(now: Sample, before: Sample | None) -> list[str]:
    result = []
    for proto, version, family in VERSIONS:
        messages = now.netlink(f"route{version}")
        if messages is None or (family == 10 and not now.has_ipv6()):
            continue
        count = seen = 0
        for kind, data in messages:
            # struct rtmsg: family, lengths of destination and source, tos, table, …
            of_family, destination_length, _, _, table = struct.unpack_from("<5B", data)
            found = attributes(data[12:])
            if RTA_TABLE in found:  # has room for tables above 255
                (table,) = struct.unpack("<I", found[RTA_TABLE])
            if kind == RTM_NEWROUTE and of_family == family:
                seen += 1
                count += destination_length == 0 and table == RT_TABLE_MAIN
        if seen <= 10_000:  # more are too many to look through every minute
            result += line("g", "net.ip.defaultRoutes", count, proto=proto)
    return result


def arp(now: Sample, before: Sample | None) -> list[str]:
    lines = now.lines(now.net("arp"))
    return [] if lines is None else line("g", "net.arpCacheSize", len(lines) - 1)


def tcp_memory(now: Sample, before: Sample | None) -> list[str]:
    pages = sockstat(now, "sockstat").get("TCP", {}).get("mem")
    return line("g", "net.tcp.memory", times(pages, now.page_size()))


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
    "addresses": addresses,
    "arp": arp,
    "conntrack": conntrack,
    "cpu": cpu,
    "cpufreq": cpufreq,
    "default-routes": default_routes,
    "disks": disks,
    "filesystems": filesystems,
    "fragments": fragments,
    "icmp": icmp,
    "dcgm": unrecorded,
    "gpu-amd": unrecorded,
    "gpu-nvidia": unrecorded,
    "interfaces": interfaces,
    "interfaces-ip": interfaces_ip,
    "ip": ip,
    "load": load,
    "memory": memory,
    "neighbor-tables": neighbor_tables,
    "neighbors": neighbors,
    "perfspect": unrecorded,
    "pmu": unrecorded,
    "pressure": pressure,
    "processes": processes,
    "routes": routes,
    "socket-memory": socket_memory,
    "sockets": sockets,
    "softnet": softnet,
    "tcp": tcp,
    "tcp-connections": tcp_connections,
    "tcp-memory": tcp_memory,
    "tcp-sockets": tcp_sockets,
    "udp": udp,
    "udp-queues": udp_queues,
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

#!/usr/bin/env python3
"""Writes the host `cores-192`: a large server, whose files are of process 1 (proc/1/net, proc/1/mountinfo).

    python3 make-cores-192.py [DIR]        DIR is this directory if not given

The seed is fixed, so it writes the same files each time. Python 3.11, standard library only.
"""

import random
import shutil
import struct
import sys
from pathlib import Path

CORES = 192
TICKS = 6000  # of 10 ms, in the 60 s between the samples
FIELDS = ("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal")

host = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent) / "cores-192"
rng = random.Random(192)


def write(path, text, later=None):
    for directory, content in ((host, text), (host / "+60s", later)):
        if content is not None:
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            (directory / path).write_bytes(content if isinstance(content, bytes) else content.encode())


def stat(cores, forks, running):
    lines = [("cpu ", [sum(column) for column in zip(*cores)])]
    lines += [(f"cpu{number}", times) for number, times in enumerate(cores)]
    text = "".join(f"{name} {' '.join(map(str, times))} 0 0\n" for name, times in lines)
    return text + f"intr {forks * 90} 0 0 9\nctxt {forks * 70}\nbtime 1789990000\nprocesses {forks}\nprocs_running {running}\nprocs_blocked 3\n"


def spent():
    """The ticks of one core. All are multiples of 15 and their sum is TICKS, so every percentage is
    a multiple of 1/4: even the sum of 192 squares is exact, in whatever order it is computed."""
    parts = {field: 15 * rng.randrange(0, 60) for field in FIELDS if field != "idle"}
    parts["idle"] = TICKS - sum(parts.values())
    return [parts[field] for field in FIELDS]


def net_dev(rows):
    text = "Inter-|   Receive                                                |  Transmit\n"
    text += " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n"
    return text + "".join(f"{name:>6}: {' '.join(map(str, counters))}\n" for name, counters in rows.items())


def table(protocol, columns):
    return f"{protocol}: {' '.join(columns)}\n{protocol}: {' '.join(map(str, columns.values()))}\n"


def snmp(step):
    ip = dict(
        Forwarding=1, DefaultTTL=64, InReceives=912003344 + step, InHdrErrors=0, InAddrErrors=3, ForwDatagrams=0,
        InUnknownProtos=0, InDiscards=2, InDelivers=912003000 + step, OutRequests=812003344 + step, OutDiscards=9,
        OutNoRoutes=1, ReasmTimeout=0, ReasmReqds=88, ReasmOKs=44, ReasmFails=0, FragOKs=0, FragFails=0, FragCreates=0,
        OutTransmits=812003300 + step,
    )  # fmt: skip
    tcp = dict(
        RtoAlgorithm=1, RtoMin=200, RtoMax=120000, MaxConn=-1, ActiveOpens=4012003 + step, PassiveOpens=8120033,
        AttemptFails=4012, EstabResets=8812, CurrEstab=4100, InSegs=901200334 + step, OutSegs=1803344120 + step,
        RetransSegs=120334, InErrs=4, OutRsts=91203, InCsumErrors=0,
    )  # fmt: skip
    udp = dict(
        InDatagrams=9120033, NoPorts=81, InErrors=12, OutDatagrams=9120334 + step, RcvbufErrors=12, SndbufErrors=0,
        InCsumErrors=0, IgnoredMulti=9, MemErrors=0,
    )  # fmt: skip
    icmp = dict(  # without a column of redirects
        InMsgs=81200 + step, InErrors=12, InCsumErrors=3, InDestUnreachs=80112, InTimeExcds=9, InParmProbs=0, InEchos=900 + step,
        InEchoReps=88, OutMsgs=2003, OutErrors=0, OutRateLimitGlobal=41203 + step, OutRateLimitHost=0, OutDestUnreachs=1003,
        OutTimeExcds=0, OutParmProbs=0, OutEchos=88, OutEchoReps=900 + step,
    )  # fmt: skip
    return table("Ip", ip) + table("Icmp", icmp) + table("Tcp", tcp) + table("Udp", udp)


def netstat(step):
    ext = dict(
        InNoRoutes=0, InTruncatedPkts=0, InMcastPkts=12, OutMcastPkts=4, InOctets=812003344120 + step,
        OutOctets=712003344120 + step, InNoECTPkts=911000000 + step, InECT1Pkts=3344, InECT0Pkts=1000000, InCEPkts=512,
    )  # fmt: skip
    return table("TcpExt", dict(SyncookiesSent=0, ListenOverflows=4, ListenDrops=5 + step, TCPTimeouts=88120, TCPAbortOnTimeout=7, TCPMemoryPressures=1)) + table("IpExt", ext)


def snmp6(step):
    values = dict(
        Ip6InReceives=401200334 + step, Ip6InDiscards=0, Ip6OutRequests=301200334 + step, Ip6OutDiscards=5,
        Ip6ReasmReqds=0, Ip6InOctets=91200334412, Ip6OutOctets=81200334412, Ip6InNoECTPkts=401000000 + step,
        Ip6InECT1Pkts=334, Ip6InECT0Pkts=200000, Ip6InCEPkts=0, Udp6InDatagrams=44120, Udp6NoPorts=3, Udp6InErrors=0,
        Udp6OutDatagrams=44123 + step, Ip6InDelivers=401200000 + step, Ip6OutForwDatagrams=0, Ip6InTooBigErrors=2,
        Ip6OutNoRoutes=8, Ip6InMcastPkts=912, Icmp6InMsgs=9120 + step, Icmp6OutMsgs=8120, Icmp6InErrors=1,
        Icmp6OutRateLimitHost=4, Icmp6InNeighborSolicits=812 + step, Icmp6OutNeighborAdvertisements=812 + step,
        Icmp6InMLDv2Reports=44, Icmp6OutGroupMembResponses=2, Icmp6OutMLDv2Reports=9, Udp6RcvbufErrors=0, Udp6MemErrors=5,
    )  # fmt: skip
    return "".join(f"{name:<32}\t{value}\n" for name, value in values.items())


def sockets(states, address):
    head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
    return head + "".join(
        f"{number:>4}: {address}:01BB {address}:{32768 + number:04X} {state:02X} 00000000:00000000 00:00000000 00000000     0        0 {7000 + number}\n"
        for number, state in enumerate(states)
    )


def datagrams(queues, address):
    head = "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n"
    return head + "".join(
        f"{number:>5}: {address}:{2000 + number:04X} {'0' * len(address)}:0000 07 {send:08X}:{receive:08X} 00:00000000 00000000     0        0 {8000 + number} 2 0000000000000000 0\n"
        for number, (send, receive) in enumerate(queues)
    )


def dev_snmp6(index, step):
    values = dict(
        ifIndex=index, Ip6InReceives=10**8 * index + step, Ip6InDiscards=0, Ip6OutRequests=10**7 * index + 3 * step, Ip6OutDiscards=index,
        Ip6InOctets=10**11 * index + 100 * step, Ip6OutOctets=10**10 * index + 300 * step,
    )  # fmt: skip
    return "".join(f"{name:<32}\t{value}\n" for name, value in values.items())


def hexadecimal(columns, rows):
    head = " ".join(columns) + "\n" if columns else ""
    return head + "".join(" ".join(f"{number:08x}" for number in row) + "\n" for row in rows)


def softnet(step):
    """Per processor near 2^32, so that the sum needs more than 32 bits."""
    return hexadecimal([], [[0xFFF00000 + 3 * core + step, core % 3, core + step, *[0] * 9, 0, 0, 0] for core in range(CORES)])


def conntrack(step):
    columns = "entries clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error expect_new expect_create expect_delete search_restart".split()
    rows = [[41203, 1, core, 0, 7, 0, 0, 2, 0, core + step, core % 2, 5, 1, 0, 0, 0, 0xFFFFFFF0] for core in range(CORES)]
    return hexadecimal(columns, rows)


def trie(name, prefixes):
    return f"{name}:\n\tAver depth:     3.10\n\tMax depth:      6\n\tLeaves:         {prefixes - 4}\n\tPrefixes:       {prefixes}\n\tInternal nodes: 9\n\t  1: 5  2: 3  3: 1\n\tPointers: 40\nNull ptrs: 20\nTotal size: 4  kB\n"


def diskstats(step):
    lines = []
    for disk in range(16):
        one = disk + step * (disk + 1)  # of 60 s
        numbers = [
            80000 + one * 90, one, 900000 + one * 720, 4000 + one * 40, 60000 + one * 100, 7 * one, 800000 + one * 1600,
            9000 + one * 120, 0, 7000 + one * 3000, 13000 + one * 160, 0, 0, 0, 0, 5, 2,
        ]  # fmt: skip
        lines.append(f" 259 {disk:>7} nvme{disk}n1 {' '.join(map(str, numbers))}\n")
    return "".join(lines)


shutil.rmtree(host, ignore_errors=True)
write("PROVENANCE", "synthetic: a server with 192 processors, kernel 6.6, seen by an agent with a root of its own; written by make-cores-192.py\n")
write("proc/self/auxv", struct.pack("<6Q", 6, 4096, 17, 100, 0, 0))

first = [[rng.randrange(1, 90_000_000) for _ in FIELDS] for _ in range(CORES)]
second = [[value + ticks for value, ticks in zip(core, spent())] for core in first]
write("proc/stat", stat(first, 88120334, 60), stat(second, 88122003, 71))
write("proc/loadavg", "61.20 58.04 57.99 60/4100 991203\n", "64.91 59.00 58.20 71/4102 993001\n")
write("proc/uptime", "8640000.99 1200334412.10\n", "8640060.99 1200341000.10\n")
meminfo = "MemTotal:       1584988120 kB\nMemFree:        {free} kB\nMemAvailable:   {free} kB\nBuffers:         4120334 kB\nCached:         301200334 kB\nSwapCached:            0 kB\nSwapTotal:             0 kB\nSwapFree:              0 kB\nShmem:           8812003 kB\n"
write("proc/meminfo", meminfo.format(free=912003344), meminfo.format(free=912000001))
vmstat = "nr_free_pages 228000836\npgpgin {}\npgpgout {}\npswpin 0\npswpout 0\npgfault 912003344120\n"
write("proc/vmstat", vmstat.format(9120033441, 81200334412), vmstat.format(9120034441, 81200434412))
write("proc/sys/fs/file-nr", "40120\t0\t9223372036854775807\n", "40216\t0\t9223372036854775807\n")
for resource, micros in (("cpu", 81200334412), ("io", 9120033), ("memory", 120)):
    psi = "some avg10=1.00 avg60=1.00 avg300=1.00 total={}\nfull avg10=0.00 avg60=0.00 avg300=0.00 total={}\n"
    write(f"proc/pressure/{resource}", psi.format(micros, micros // 2), psi.format(micros + 41203, micros // 2 + 7))

interfaces = {"lo": [9, 9, *[0] * 6, 9, 9, *[0] * 6]}
interfaces |= {f"eth{number}": [10**12 * (number + 1), 10**9 + number, 0, 3, 0, 0, 0, 1, 9 * 10**11, 10**9, 0, 0, 0, 0, 0, 0] for number in range(4)}
later = {name: [value + (value > 99) * 1000003 for value in counters] for name, counters in interfaces.items()}
write("proc/1/net/dev", net_dev(interfaces), net_dev(later))
write("proc/1/net/snmp", snmp(0), snmp(912003))
write("proc/1/net/netstat", netstat(0), netstat(912003))
write("proc/1/net/snmp6", snmp6(0), snmp6(401203))
states, states6 = [10] * 12 + [1] * 40 + [6] * 30 + [8] * 3, [10] * 9 + [1] * 20 + [6] * 11 + [2]
write("proc/1/net/tcp", sockets(states, "0A01020A"), sockets(states[4:], "0A01020A"))
write("proc/1/net/tcp6", sockets(states6, "B80D0120000000000000000001000000"), sockets(states6 + [3], "B80D0120000000000000000001000000"))
arp = [f"10.1.{number // 250}.{number % 250 + 1}     0x1         0x2         02:00:5e:01:00:{number % 256:02x}     *        eth0\n" for number in range(120)]
head = "IP address       HW type     Flags       HW address            Mask     Device\n"
write("proc/1/net/arp", head + "".join(arp), head + "".join(arp[:117]))
sockstat = "sockets: used 4400\nTCP: inuse {0} orphan 1 tw 30 alloc 4300 mem {1}\nUDP: inuse 9 mem 4\nUDPLITE: inuse 0\nRAW: inuse 0\nFRAG: inuse 0 memory 0\n"
write("proc/1/net/sockstat", sockstat.format(55, 41203), sockstat.format(51, 39120))
write("proc/1/net/sockstat6", "TCP6: inuse 30\nUDP6: inuse 4\nUDPLITE6: inuse 0\nFRAG6: inuse 3 memory 12288\n")  # no RAW6
write("proc/1/net/udp", datagrams([(0, 0), (0, 0x10000), (0x900, 0)], "0A01020A"), datagrams([(0, 0), (0, 0x20000)], "0A01020A"))
write("proc/1/net/udp6", datagrams([(0, 0x300)] * 3, "B80D0120000000000000000001000000"))
write("proc/1/net/softnet_stat", softnet(0), softnet(41))
write("proc/1/net/stat/nf_conntrack", conntrack(0), conntrack(2))
basic = "Basic info: size of leaf: 48 bytes, size of tnode: 40 bytes.\n"
write("proc/1/net/fib_triestat", basic + trie("Main", 412) + trie("Local", 61), basic + trie("Main", 415) + trie("Local", 61))
write("proc/1/net/rt6_stats", "0412 0300 0999 0a1f 0000 0007 0000\n", "0412 0300 099a 0a20 0000 0007 0000\n")
for index, name in enumerate(interfaces, 1):
    write(f"proc/1/net/dev_snmp6/{name}", dev_snmp6(index, 0), dev_snmp6(index, 1003) if index > 1 else None)
# Below proc/sys/net is what the agent's own network namespace shows, here not the initial one: no
# neigh/default and no tcp_mem. Nor has the namespace of process 1 arp_cache and ndisc_cache.
write("proc/sys/net/netfilter/nf_conntrack_count", "41203\n", "41207\n")
write("proc/sys/net/netfilter/nf_conntrack_max", "1048576\n")
# The agent's own network and mounts, which must not be reported instead.
write("proc/net/dev", net_dev({"own0": [77] * 16}))
write("proc/net/arp", head)
write("proc/net/sockstat", sockstat.format(77777, 77777))
write("proc/net/softnet_stat", hexadecimal([], [[0x77777] * 15]))
write("proc/net/dev_snmp6/own0", dev_snmp6(77, 0))
columns = "entries allocs destroys hash_grows lookups hits res_failed rcv_probes_mcast rcv_probes_ucast periodic_gc_runs forced_gc_runs unresolved_discards table_fulls".split()
for cache in ("arp_cache", "ndisc_cache"):
    write(f"proc/net/stat/{cache}", hexadecimal(columns, [[0x77777] * len(columns)]))
write("proc/net/fib_triestat", basic + trie("Main", 77777))
write("proc/self/mountinfo", "1 0 0:99 / / rw - tmpfs own rw\n")

write("proc/diskstats", diskstats(0), diskstats(1))
write("proc/filesystems", "nodev\tsysfs\nnodev\ttmpfs\nnodev\tproc\nnodev\tdevtmpfs\nnodev\toverlay\n\text4\n\txfs\n")
mounts = ["22 1 259:0 / / rw,relatime shared:1 - ext4 /dev/nvme0n1 rw\n", "23 22 0:5 / /proc rw shared:2 - proc proc rw\n", "24 22 0:6 / /dev rw shared:3 - devtmpfs udev rw\n"]
mounts += [f"{30 + disk} 22 259:{disk} / /data/{disk:02d} rw,noatime shared:{disk + 3} - xfs /dev/nvme{disk}n1 rw\n" for disk in range(1, 16)]
write("proc/1/mountinfo", "".join(mounts))
replies = {"/": (4096, 4096, 240120334, 120033441, 110033441, 61054976, 60000001)}
replies |= {f"/data/{disk:02d}": (4096, 4096, 936250000 + disk, 401200334 * disk % 936250000, 0, 1875000000, 1874000000 - disk) for disk in range(1, 16)}
write("replies/statvfs", "".join("\t".join(map(str, (point, *numbers))) + "\n" for point, numbers in replies.items()))

for policy in range(CORES):
    for kind, kilohertz in (("min", 1500000), ("max", 3700000), ("cur", rng.randrange(1500000, 3700000))):
        if (policy, kind) != (77, "cur"):  # its driver does not answer: a policy to be left out
            write(f"sys/devices/system/cpu/cpufreq/policy{policy}/scaling_{kind}_freq", f"{kilohertz}\n")
write("sys/devices/system/cpu/cpufreq/policy5/scaling_cur_freq", "1500000\n", "3700000\n")

for pid, comm, threads in ((1, "systemd", 1), (2, "kthreadd", 1), (900, "postgres", 12), (1200, "java", 40), (4000000, "sh", 1)):
    for tid in range(pid, pid + threads):
        write(f"proc/{pid}/task/{tid}/comm", comm + "\n")

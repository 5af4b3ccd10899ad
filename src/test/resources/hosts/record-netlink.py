#!/usr/bin/env python3
"""Records what the kernel answers to netlink dumps, as raw bytes, for the hosts that have replies/netlink.

    python3 record-netlink.py [HOST…]        as root; modern, no-ipv6 and ipv6-only if none is given

For each host it makes two network namespaces, a host and a peer, with sockets, neighbours, addresses
and routes in every state that it can reach, and writes

    HOST/replies/netlink/<dump>.bin     all datagrams of one dump, one behind the other, as recv returned them
    HOST/proc/net/{tcp,tcp6,udp,udp6,arp,if_inet6}   the same sockets, neighbours and addresses at that moment

and below HOST/+60s the same after some changes (a few seconds later, not 60). Every request has the
sequence number 1 and the port id 1. The namespaces are deleted at the end. The bytes differ from one
recording to the next (ports, inodes, cookies, lifetimes), so recording anew changes goldens.
Python 3.11, standard library only.
"""

import ctypes
import os
import shutil
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOST, PEER = "record-netlink-host", "record-netlink-peer"
libc = ctypes.CDLL(None, use_errno=True)

NETLINK_ROUTE, NETLINK_SOCK_DIAG = 0, 4
NLM_F_REQUEST, NLM_F_DUMP = 1, 0x300
NLMSG_ERROR, NLMSG_DONE = 2, 3
SOCK_DIAG_BY_FAMILY = 20
RTM_GETLINK, RTM_GETADDR, RTM_GETROUTE, RTM_GETNEIGH = 18, 22, 26, 30
INET_DIAG_SKMEMINFO = 7
ALL_STATES = 0xFFF  # with bit 13 newer kernels add sockets that are only bound
AF_WITHOUT_HANDLERS = 9  # X.25


# --- Namespaces ----------------------------------------------------------------------------------


def run(command):
    subprocess.run(command.split(), check=True)


def enter(name):
    with open(f"/run/netns/{name}") as file:
        if libc.setns(file.fileno(), 0x40000000) != 0:
            raise OSError(ctypes.get_errno(), "setns")


def host(command):
    run(f"ip -n {HOST} {command}")


def peer(command):
    run(f"ip -n {PEER} {command}")


def setting(name, key, value):
    enter(name)
    Path("/proc/sys/net", key).write_text(f"{value}\n")


# --- Dumps ---------------------------------------------------------------------------------------


def dump(protocol, kind, body):
    """The datagrams of one dump, NLMSG_DONE included, joined."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol) as sock:
        sock.bind((1, 0))
        sock.send(struct.pack("=IHHII", 16 + len(body), kind, NLM_F_REQUEST | NLM_F_DUMP, 1, 0) + body)
        datagrams = []
        while True:
            datagram = sock.recv(65536)
            datagrams.append(datagram)
            at = 0
            while at < len(datagram):
                length, got = struct.unpack_from("=IH", datagram, at)
                if got == NLMSG_ERROR:
                    raise OSError(-struct.unpack_from("=i", datagram, at + 16)[0], "netlink")
                if got == NLMSG_DONE:
                    return b"".join(datagrams)
                at += (length + 3) & ~3


def sockets(family, protocol):
    extensions = 1 << (INET_DIAG_SKMEMINFO - 1)
    return dump(
        NETLINK_SOCK_DIAG,
        SOCK_DIAG_BY_FAMILY,
        struct.pack("=BBBBI48x", family, protocol, extensions, 0, ALL_STATES),
    )


def neighbors(family):
    return dump(NETLINK_ROUTE, RTM_GETNEIGH, struct.pack("=B3xiHBB", family, 0, 0, 0, 0))


def addresses(family):
    return dump(NETLINK_ROUTE, RTM_GETADDR, struct.pack("=BBBBI", family, 0, 0, 0, 0))


def routes(family):
    return dump(NETLINK_ROUTE, RTM_GETROUTE, struct.pack("=8BI", family, *[0] * 7, 0))


def links():
    return dump(NETLINK_ROUTE, RTM_GETLINK, struct.pack("=BxHiII", 0, 0, 0, 0, 0))


def record(directory, files, ipv6):
    enter(HOST)
    # A kernel started with ipv6.disable=1 has no handlers for dumps of IPv6 addresses and routes and
    # uses those for no particular family, which dump all families: it answers with the IPv4 ones.
    # A family without handlers gets the same answer from a kernel with IPv6.
    fallback = socket.AF_INET6 if ipv6 else AF_WITHOUT_HANDLERS
    for _ in range(20):
        before = [Path("/proc/self/net", name).read_bytes() for name in files]
        dumps = {
            "tcp4": sockets(socket.AF_INET, socket.IPPROTO_TCP),
            "tcp6": sockets(socket.AF_INET6, socket.IPPROTO_TCP),
            "udp4": sockets(socket.AF_INET, socket.IPPROTO_UDP),
            "udp6": sockets(socket.AF_INET6, socket.IPPROTO_UDP),
            "neigh4": neighbors(socket.AF_INET),
            "neigh6": neighbors(socket.AF_INET6),
            "addr4": addresses(socket.AF_INET),
            "addr6": addresses(fallback),
            "route4": routes(socket.AF_INET),
            "route6": routes(fallback),
            "link": links(),
        }
        after = [Path("/proc/self/net", name).read_bytes() for name in files]
        if [summary(data) for data in before] == [summary(data) for data in after]:
            break
    else:
        raise SystemExit("the namespace does not come to rest")
    shutil.rmtree(directory / "replies/netlink", ignore_errors=True)
    (directory / "replies/netlink").mkdir(parents=True)
    for name, data in dumps.items():
        (directory / f"replies/netlink/{name}.bin").write_bytes(data)
    (directory / "proc/net").mkdir(parents=True, exist_ok=True)
    for name, data in zip(files, after):
        (directory / "proc/net" / name).write_bytes(data)


def record_later(directory, files, ipv6):
    """As `record`, then without the files that are the same as before."""
    later = directory / "+60s"
    record(later, files, ipv6)
    for file in [*(later / "proc/net" / name for name in files), *(later / "replies/netlink").iterdir()]:
        if file.read_bytes() == (directory / file.relative_to(later)).read_bytes():
            file.unlink()


def summary(data):
    """What does not change while a namespace is at rest: timers do."""
    return sorted(b" ".join(row.split()[1:5]) for row in data.splitlines())


# --- Sockets -------------------------------------------------------------------------------------

kept = []  # sockets stay open for as long as somebody refers to them


def keep(sock):
    kept.append(sock)
    return sock


def listen(family, address, port, backlog, *, only=False, defer=False):
    enter(HOST)
    sock = keep(socket.socket(family, socket.SOCK_STREAM))
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(only))
    if defer:  # the connection stays a request until the client sends something
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 120)
    sock.bind((address, port))
    sock.listen(backlog)
    sock.settimeout(5)
    return sock


def connect(name, source, target, port):
    enter(name)
    sock = keep(socket.socket(socket.AF_INET6 if ":" in target else socket.AF_INET, socket.SOCK_STREAM))
    sock.settimeout(5)
    if source:
        sock.bind((source, 0))
    sock.connect((target, port))
    return sock


def accepted(listener, source, target):
    """A connection from the peer: (its end at the host, its end at the peer)."""
    other = connect(PEER, source, target, listener.getsockname()[1])
    return keep(listener.accept()[0]), other


def fill(sock):
    sock.setblocking(False)
    try:
        while True:
            sock.send(bytes(10000))
    except BlockingIOError:
        pass


def filtered(sock):
    """A filter that lets all through is what the kernel keeps in a socket's option memory."""
    program = ctypes.create_string_buffer(struct.pack("=HBBI", 0x06, 0, 0, 0xFFFFFFFF))
    sock.setsockopt(socket.SOL_SOCKET, 26, struct.pack("@HP", 1, ctypes.addressof(program)))


def tcp_states(family, ours, theirs, hole, absent, port):
    """Connections of one version in every state that a socket can be made to stay in. `hole` is an address
    of the peer that the host cannot reach later on; `absent` is nobody's."""
    listener = listen(family, ours, port, 128)
    for _ in range(3):
        accepted(listener, theirs, ours)
    reading, other = accepted(listener, theirs, ours)
    other.send(bytes(7000))  # nobody reads them
    filtered(reading)
    writing, _ = accepted(listener, theirs, ours)
    fill(writing)
    _, closes = accepted(listener, theirs, ours)
    closes.close()  # closeWait
    half, _ = accepted(listener, theirs, ours)
    half.shutdown(socket.SHUT_WR)  # finWait2, with a socket
    left, _ = accepted(listener, theirs, ours)
    left.close()  # finWait2, without
    for _ in range(2):
        left, other = accepted(listener, theirs, ours)
        left.close()
        time.sleep(0.05)
        other.close()  # timeWait
    deferring = listen(family, ours, port + 1, 16, defer=True)
    connect(PEER, theirs, ours, deferring.getsockname()[1])  # synRecv
    full = listen(family, ours, port + 2, 5)
    for _ in range(3):
        connect(PEER, theirs, ours, full.getsockname()[1])  # nobody accepts them
    enter(HOST)
    waits = keep(socket.socket(family, socket.SOCK_STREAM))
    waits.setblocking(False)
    waits.connect_ex((absent, 80))  # synSent
    last, other_last = accepted(listener, hole, ours)
    first, _ = accepted(listener, hole, ours)
    closing, other_closing = accepted(listener, hole, ours)
    other_last.shutdown(socket.SHUT_WR)
    time.sleep(0.1)
    host(f"route add blackhole {hole}")
    for sock in (last, first, closing):
        sock.shutdown(socket.SHUT_RDWR)  # lastAck, finWait1, finWait1
    time.sleep(0.1)
    other_closing.shutdown(socket.SHUT_WR)  # closing
    time.sleep(0.2)


def mapped(ours4, theirs4, ours6, theirs6, port):
    """IPv4 and IPv6 connections of one IPv6 socket, and an IPv6 socket that connects to an IPv4 address."""
    listener = listen(socket.AF_INET6, "::", port, 64)
    for _ in range(3):
        accepted(listener, theirs4, ours4)
    accepted(listener, theirs6, ours6)
    both, other = accepted(listener, theirs4, ours4)
    other.send(bytes(1500))
    _, closes = accepted(listener, theirs4, ours4)
    closes.close()
    connect(PEER, theirs4, ours4, port)
    connect(PEER, theirs6, ours6, port)
    enter(PEER)
    server = keep(socket.create_server((theirs4, port)))
    connect(HOST, None, f"::ffff:{theirs4}", port)


def datagrams(family, ours, theirs, port, counts):
    """Sockets at the host with datagrams that nobody reads, and one with a datagram that is not complete."""
    enter(PEER)
    sender = keep(socket.socket(family, socket.SOCK_DGRAM))
    for number, count in enumerate(counts):
        enter(HOST)
        sock = keep(socket.socket(family, socket.SOCK_DGRAM))
        sock.bind((ours, port + number))
        for size in range(count):
            sender.sendto(bytes(100 + 400 * size), (ours, port + number))
    enter(HOST)
    corked = keep(socket.socket(family, socket.SOCK_DGRAM))
    corked.connect((theirs, 9))
    corked.send(bytes(777), socket.MSG_MORE)


def neighbour_states(device, address, numbers):
    """`address` is a format with one gap, `numbers` begins with the last parts for it."""
    states = ["permanent"] * 2 + ["stale"] * 3 + ["failed", "noarp", "probe", "delay"] + ["reachable"] * 4
    for number, state in zip(range(numbers, numbers + len(states)), states):
        lladdr = "" if state == "failed" else f"lladdr 02:00:5e:10:00:{number & 255:02x}"
        host(f"neigh replace {address.format(number)} {lladdr} nud {state} dev {device}")


def unanswered(family, *targets):
    enter(HOST)
    for target in targets:
        with socket.socket(family, socket.SOCK_DGRAM) as sock:
            sock.sendto(b"?", (target, 9))


# --- The hosts -----------------------------------------------------------------------------------


def namespaces(device, ipv6):
    for name in (HOST, PEER):
        run(f"ip netns add {name}")
        if not ipv6:
            for which in ("all", "default"):
                setting(name, f"ipv6/conf/{which}/disable_ipv6", 1)
    ours = f"{device} address 02:00:5e:00:00:02 netns {HOST}"
    theirs = f"peer0 address 02:00:5e:00:00:03 netns {PEER}"
    run(f"ip link add {ours} type veth peer name {theirs}")
    host("link set lo up")


def up(device):
    host(f"link set {device} up")
    peer("link set peer0 up")
    peer("link set lo up")


def modern():
    directory = HERE / "modern"
    files = ["tcp", "tcp6", "udp", "udp6", "arp", "if_inet6"]
    namespaces("eth0", True)
    for name in ("ifb0", "ifb1"):
        host(f"link add {name} type ifb")
        host(f"link set {name} up")
    up("eth0")
    host("addr add 192.0.2.2/24 dev eth0")
    host("addr add 192.0.2.50/24 dev eth0")  # secondary
    host("addr add 198.51.100.7/24 dev eth0 label eth0:1 valid_lft 900 preferred_lft 0")
    host("addr add 198.51.100.8/32 dev ifb0 valid_lft 900 preferred_lft 450")
    for address in ("192.0.2.1/24", "192.0.2.3/24", "192.0.2.66/24", "fd00::1/64", "fd00::3/64", "fd00::66/64"):
        peer(f"addr add {address} dev peer0" + (" nodad" if ":" in address else ""))
    host("addr add fd00::2/64 dev eth0 nodad")
    host("addr add 2001:db8:1::5/64 dev eth0 valid_lft 7200 preferred_lft 1800 nodad")
    host("addr add 2001:db8:1::6/64 dev eth0 valid_lft 3600 preferred_lft 0 nodad")
    host("addr add fe80::99/64 dev eth0 scope link valid_lft 120 preferred_lft 60 nodad")
    host("addr add 2001:db8:5::1/64 dev ifb0 valid_lft 500 preferred_lft 400 nodad")
    host("addr add 2001:db8:5::2/64 dev ifb0 nodad")
    host("addr add 2001:db8:6::1/64 dev ifb1 valid_lft forever preferred_lft 600 nodad")
    time.sleep(2.5)  # the link-local addresses become preferred
    setting(HOST, "ipv6/conf/eth0/dad_transmits", 120)
    host("addr add 2001:db8:1::7/64 dev eth0 valid_lft 100 preferred_lft 50")  # stays tentative
    host("addr add fd00::3/64 dev eth0")  # the peer has it
    host("route add default via 192.0.2.1 dev eth0")
    host("route add default via 192.0.2.3 dev eth0 metric 500")
    host("route add default via 192.0.2.1 dev eth0 table 100")
    host("route add default via 192.0.2.1 dev eth0 table 70000")
    host("route add 203.0.113.0/24 via 192.0.2.1 dev eth0")
    host("-6 route add default via fe80::5eff:fe00:3 dev eth0 proto ra metric 1024 expires 1800")
    host("-6 route add default via fd00::1 dev eth0 table 100")
    host("-6 route add 2001:db8:f::/48 via fd00::1 dev eth0")
    tcp_states(socket.AF_INET, "192.0.2.2", "192.0.2.3", "192.0.2.66", "192.0.2.250", 8080)
    mapped("192.0.2.2", "192.0.2.3", "fd00::2", "fd00::1", 8443)
    tcp_states(socket.AF_INET6, "fd00::2", "fd00::1", "fd00::66", "fd00::250", 9080)
    datagrams(socket.AF_INET, "192.0.2.2", "192.0.2.3", 5300, [3, 0, 1])
    datagrams(socket.AF_INET6, "fd00::2", "fd00::1", 5400, [2, 4])
    enter(HOST)
    dual = keep(socket.socket(socket.AF_INET6, socket.SOCK_DGRAM))
    dual.bind(("::", 5500))
    enter(PEER)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(bytes(2000), ("192.0.2.2", 5500))
    neighbour_states("eth0", "192.0.2.{}", 10)
    neighbour_states("eth0", "fd00::{}", 10)
    unanswered(socket.AF_INET, "192.0.2.201", "192.0.2.202")
    unanswered(socket.AF_INET6, "fd00::201")
    time.sleep(0.2)
    record(directory, files, True)

    for sock in kept[3:9]:
        sock.close()
    host("-6 route del default")
    host("route del default metric 500")
    host("addr change 2001:db8:1::5/64 dev eth0 valid_lft 7140 preferred_lft 0")
    host("addr del 2001:db8:6::1/64 dev ifb1")
    host("addr del fd00::3/64 dev eth0")
    host("neigh del 192.0.2.10 dev eth0")
    time.sleep(3.5)  # what was incomplete has failed
    record_later(directory, files, True)


def no_ipv6():
    directory = HERE / "no-ipv6"
    files = ["tcp", "udp", "arp"]
    namespaces("ens5", False)
    host("link add docker0 address 02:42:5e:00:00:01 type bridge")
    host("link add veth1a2b3c4 address 02:42:5e:00:00:02 type veth peer name inside0")
    up("ens5")
    for name in ("docker0", "veth1a2b3c4"):
        host(f"link set {name} up")
    host("addr add 10.2.1.10/24 dev ens5 valid_lft 3000 preferred_lft 3000")
    host("addr add 172.17.0.1/16 dev docker0")
    for address in ("10.2.1.1/24", "10.2.1.20/24", "10.2.1.66/24"):
        peer(f"addr add {address} dev peer0")
    host("route add default via 10.2.1.1 dev ens5")
    tcp_states(socket.AF_INET, "10.2.1.10", "10.2.1.20", "10.2.1.66", "10.2.1.250", 8080)
    for port in (80, 443):
        listen(socket.AF_INET, "0.0.0.0", port, 4096)
    datagrams(socket.AF_INET, "10.2.1.10", "10.2.1.20", 5300, [1, 2, 0])
    neighbour_states("ens5", "10.2.1.{}", 30)
    host("neigh replace 172.17.0.2 lladdr 02:42:ac:11:00:02 nud permanent dev docker0")
    unanswered(socket.AF_INET, "10.2.1.201")
    time.sleep(0.2)
    record(directory, files, False)

    for sock in kept[1:5]:
        sock.close()
    host("route del default")
    host("route add default nexthop via 10.2.1.1 dev ens5 nexthop via 10.2.1.20 dev ens5")  # one route
    host("link del veth1a2b3c4")
    host("link add vethd00dfee address 02:42:5e:00:00:03 type veth peer name inside1")
    host("neigh del 10.2.1.31 dev ens5")
    time.sleep(3.5)
    record_later(directory, files, False)


def ipv6_only():
    directory = HERE / "ipv6-only"
    files = ["tcp", "tcp6", "udp", "udp6", "arp", "if_inet6"]
    namespaces("eth0", True)
    host("addr del 127.0.0.1/8 dev lo")
    up("eth0")
    host("addr add 2001:db8::1/64 dev eth0 valid_lft 2592000 preferred_lft 604800 nodad")
    host("addr add 2001:db8:a::1/64 dev eth0 valid_lft 86400 preferred_lft 14400 nodad")
    for address in ("2001:db8::2/64", "2001:db8::66/64"):
        peer(f"addr add {address} dev peer0 nodad")
    time.sleep(2.5)
    host("-6 route add default via fe80::5eff:fe00:3 dev eth0 proto ra metric 1024 expires 1800")
    host("-6 route add default via 2001:db8::2 dev eth0 metric 2048")
    tcp_states(socket.AF_INET6, "2001:db8::1", "2001:db8::2", "2001:db8::66", "2001:db8::250", 8080)
    listen(socket.AF_INET6, "::", 22, 128)
    listen(socket.AF_INET6, "::", 443, 4096, only=True)
    datagrams(socket.AF_INET6, "2001:db8::1", "2001:db8::2", 5300, [5])
    neighbour_states("eth0", "2001:db8::{}", 30)
    unanswered(socket.AF_INET6, "2001:db8::201", "2001:db8::202", "2001:db8::203")
    time.sleep(0.2)
    record(directory, files, True)

    for sock in kept[1:7]:
        sock.close()
    host("link add wg0 type ifb")  # there is no WireGuard everywhere
    host("link set wg0 up")
    host("addr add 2001:db8:b::1/64 dev wg0 valid_lft 61 preferred_lft 31 nodad")
    time.sleep(3.5)
    record_later(directory, files, True)


def main():
    for name in sys.argv[1:] or ["modern", "no-ipv6", "ipv6-only"]:
        with open("/proc/self/ns/net") as original:
            try:
                {"modern": modern, "no-ipv6": no_ipv6, "ipv6-only": ipv6_only}[name]()
            finally:
                for sock in kept:
                    sock.close()
                kept.clear()
                libc.setns(original.fileno(), 0)
                for namespace in (HOST, PEER):
                    if os.path.exists(f"/run/netns/{namespace}"):
                        run(f"ip netns del {namespace}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Records netlink dumps of a known network, beside what ss(8) and ip(8) print about it.

    unshare -n python3 record.py DIRECTORY        (root; nothing outside of the new namespace changes)

Shares no code with the agent. A dump is DIRECTORY/<title>.bin: for each datagram its length (32 bits,
little-endian), then its bytes as the kernel sent them, in answer to sequence number 1. The text
files are for the reader: what the numbers in the tests were taken from.
"""

import os
import socket
import struct
import subprocess
import sys
import time

AF = {"v4": socket.AF_INET, "v6": socket.AF_INET6}
PORT, PORT_DEFERRED, PORT_WAITING = 7000, 7001, 7002
kept = []  # sockets stay open until the recording is done


def sh(command):
    subprocess.run(command, shell=True, check=True)


def out(command):
    return subprocess.run(command, shell=True, check=True, capture_output=True, text=True).stdout


def links_and_tables():
    sh("ip link set lo up")
    sh("ip link add va type veth peer name vb")
    for dev in "va", "vb":
        sh(f"ip link set {dev} up")
    sh("ip addr add 192.0.2.1/24 dev va")
    sh("ip addr add 192.0.2.7/24 dev va valid_lft 900 preferred_lft 0")
    sh("ip addr add 198.51.100.1/24 dev vb")
    sh("ip -6 addr add 2001:db8::1/64 dev va nodad")
    sh("ip -6 addr add 2001:db8::2/64 dev va nodad valid_lft 7200 preferred_lft 1800")
    sh("ip -6 addr add 2001:db8::3/64 dev va nodad valid_lft 3600 preferred_lft 0")
    sh("ip -6 addr add 2001:db8:1::9/64 dev vb nodad")
    sh("ip -6 addr add 2001:db8:1::9/64 dev va")  # a duplicate: vb is on the same wire
    time.sleep(3)
    sh("ip -6 addr add 2001:db8::4/64 dev va")  # tentative for a second
    mac = "lladdr 02:00:00:00:00:01"
    for net in "192.0.2.", "2001:db8::":
        sh(f"ip neigh add {net}10 dev va nud permanent {mac}")
        sh(f"ip neigh add {net}11 dev va nud permanent {mac}")
        sh(f"ip neigh add {net}12 dev va nud stale {mac}")
        sh(f"ip neigh add {net}13 dev va nud reachable {mac}")
        sh(f"ip neigh add {net}14 dev va nud noarp {mac}")
        sh(f"ip neigh add {net}15 dev va nud failed")
        sh(f"ip neigh add {net}16 dev va nud none")
    sh("ip neigh add 192.0.2.17 dev va nud delay " + mac)
    sh("ip neigh add 2001:db8::18 dev va nud probe " + mac)
    sh("ip neigh add 2001:db8::19 dev va nud incomplete")
    sh("ip route add default via 192.0.2.10 dev va")
    sh("ip route add default via 192.0.2.11 dev va table 100")
    sh("ip -6 route add default via 2001:db8::10 dev va metric 100")
    sh("ip -6 route add default via 2001:db8::11 dev va metric 200")
    sh("ip -6 route add default via 2001:db8::11 dev va table 300")


def listener(family, address, port, backlog, v6only=True):
    s = socket.socket(family, socket.SOCK_STREAM)
    if family == socket.AF_INET6:
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, v6only)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((address, port))
    s.listen(backlog)
    kept.append(s)
    return s


def connect(family, address, port):
    s = socket.socket(family, socket.SOCK_STREAM)
    s.connect((address, port))
    kept.append(s)
    return s


def pair(listening, family, address, port=PORT):
    client = connect(family, address, port)
    server, _ = listening.accept()
    kept.append(server)
    return client, server


def tcp_sockets():
    v4 = listener(socket.AF_INET, "127.0.0.1", PORT, 10)
    v6 = listener(socket.AF_INET6, "::1", PORT, 20)
    both = listener(socket.AF_INET6, "::", PORT + 10, 30, v6only=False)
    for listening, family, address, port, count in (
        (v4, socket.AF_INET, "127.0.0.1", PORT, 3),
        (v6, socket.AF_INET6, "::1", PORT, 2),
        (both, socket.AF_INET6, "::ffff:127.0.0.1", PORT + 10, 4),
    ):
        for i in range(count):
            client, server = pair(listening, family, address, port)
            client.sendall(b"x" * 1000 * (i + 1))  # never read
    for family, listening, address, nobody in (
        (socket.AF_INET, v4, "127.0.0.1", "192.0.2.10"),
        (socket.AF_INET6, v6, "::1", "2001:db8::10"),
    ):
        client, server = pair(listening, family, address)
        client.close()  # FIN_WAIT2 and CLOSE_WAIT
        client, server = pair(listening, family, address)
        client.close()
        time.sleep(0.1)
        server.close()  # TIME_WAIT
        waiting = listener(family, address, PORT_WAITING, 5)
        for _ in range(3):
            connect(family, address, PORT_WAITING)  # never accepted
        half_open(family, address, nobody)


def half_open(family, address, nobody):
    """SYN_SENT to a neighbour that is not there; SYN_RECV as long as the client says nothing."""
    s = socket.socket(family, socket.SOCK_STREAM)
    s.setblocking(False)
    s.connect_ex((nobody, 80))
    kept.append(s)
    deferring = listener(family, address, PORT_DEFERRED, 5)
    deferring.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 30)
    connect(family, address, PORT_DEFERRED)


def udp_sockets():
    for family, address, count in ((socket.AF_INET, "127.0.0.1", 2), (socket.AF_INET6, "::1", 5)):
        receiver = socket.socket(family, socket.SOCK_DGRAM)
        receiver.bind((address, 0))
        sender = socket.socket(family, socket.SOCK_DGRAM)
        for _ in range(count):
            sender.sendto(b"y" * 1400, receiver.getsockname())
        kept.extend((receiver, sender))


def dump(directory, title, protocol, kind, payload):
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol) as s:
        s.settimeout(2)
        header = struct.pack("=IHHII", 16 + len(payload), kind, 0x301, 1, 0)
        s.send(header + payload)
        with open(os.path.join(directory, title + ".bin"), "wb") as f:
            while True:
                datagram = s.recv(1 << 15)
                f.write(struct.pack("<I", len(datagram)) + datagram)
                if ends(datagram):
                    return


def ends(datagram):
    at = 0
    while at < len(datagram):
        length, kind = struct.unpack_from("=IH", datagram, at)
        if kind in (2, 3):
            return True
        at += (length + 3) & ~3
    return False


def main(directory):
    os.makedirs(directory, exist_ok=True)
    links_and_tables()
    tcp_sockets()
    udp_sockets()
    time.sleep(0.3)
    for version, family in AF.items():
        for title, number, extension in (("tcp", 6, 1 << 6), ("udp", 17, 0)):
            request = struct.pack("=BBBBI48x", family, number, extension, 0, 0xFFF)
            dump(directory, f"{title}-{version}", 4, 20, request)
        dump(directory, f"neighbors-{version}", 0, 30, struct.pack("=B11x", family))
        dump(directory, f"addresses-{version}", 0, 22, struct.pack("=B7x", family))
        dump(directory, f"routes-{version}", 0, 26, struct.pack("=B11x", family))
        digit = version[1]
        text = out(f"ss -n -tam -{digit}; echo; ss -n -uam -{digit}; echo; ip -{digit} neigh show nud all; echo; ip -{digit} addr; echo;"
                   f" ip -{digit} route show table all; echo; cat /proc/thread-self/net/tcp{'6' if digit == '6' else ''};"
                   f" cat /proc/thread-self/net/udp{'6' if digit == '6' else ''}")
        with open(os.path.join(directory, f"{version}.txt"), "w") as f:
            f.write(text)
    dump(directory, "links", 0, 18, struct.pack("=16xHHI", 8, 29, 8))
    with open(os.path.join(directory, "PROVENANCE"), "w") as f:
        f.write(f"Recorded by record.py in a network namespace of its own, on Linux {os.uname().release} {os.uname().machine}.\n")


main(sys.argv[1])

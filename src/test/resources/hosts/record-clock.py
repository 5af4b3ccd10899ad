#!/usr/bin/env python3
"""Records what this machine answers about its clock and its interfaces' statistics, which are no files.

    record-clock.py HOST [ADDRESS PORT]

Writes replies/adjtimex, replies/chrony/*.bin and replies/ethtool/* below HOST, and 60 s later the same
below HOST/+60s. ADDRESS and PORT are those of a chronyd (started with -x, which leaves the clock alone).
Interfaces are those of HOST/proc/net/dev. Python 3.11, standard library and ethtool(8).
"""

import ctypes
import pathlib
import socket
import struct
import subprocess
import sys
import time

TIMEX = "modes offset freq maxerror esterror status constant precision tolerance".split()
N_SOURCES, SOURCE_DATA = 14, 15


def adjtimex() -> str:
    numbers = (ctypes.c_long * 26)()  # struct timex on a 64-bit machine: each of its first fields takes 8 bytes
    returned = ctypes.CDLL(None, use_errno=True).adjtimex(numbers)
    assert returned >= 0, ctypes.get_errno()
    return "".join(f"{name} {number}\n" for name, number in [("returned", returned), *zip(TIMEX, numbers)])


def ask(address: str, port: int, command: int, number: int, length: int) -> bytes:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM) as chronyd:
        chronyd.settimeout(1)
        chronyd.connect((address, port))
        chronyd.send(struct.pack(">BBHHHIQI", 6, 1, 0, command, 0, 7, 0, number).ljust(length, b"\0"))
        return chronyd.recv(1024)


def record(host: pathlib.Path, to: pathlib.Path) -> None:
    replies = to / "replies"
    (replies / "ethtool").mkdir(parents=True, exist_ok=True)
    (replies / "adjtimex").write_text(adjtimex())
    for line in (host / "proc/net/dev").read_text().splitlines()[2:]:
        interface = line.rpartition(":")[0].strip()
        done = subprocess.run(["ethtool", "-S", interface], capture_output=True, text=True)
        if done.returncode == 0:
            (replies / "ethtool" / interface).write_text(done.stdout)
    if len(sys.argv) > 2:
        address, port = sys.argv[2], int(sys.argv[3])
        (replies / "chrony").mkdir(exist_ok=True)
        count = ask(address, port, N_SOURCES, 0, 32)
        (replies / "chrony/14.bin").write_bytes(count)
        for number in range(struct.unpack(">I", count[28:32])[0]):
            (replies / f"chrony/15-{number}.bin").write_bytes(ask(address, port, SOURCE_DATA, number, 76))


def main() -> None:
    host = pathlib.Path(sys.argv[1])
    record(host, host)
    time.sleep(60)
    record(host, host / "+60s")


main()

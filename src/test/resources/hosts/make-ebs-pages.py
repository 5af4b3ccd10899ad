#!/usr/bin/env python3
"""Writes the NVMe log pages of EBS volumes of the host modern: synthetic, no such volume was at hand.

    python3 make-ebs-pages.py

The layout is that of AWS: a magic number (32 bits, 4 reserved bytes), eleven 64-bit numbers, 416
reserved bytes, then two histograms of a 64-bit number of bins and 64 bins (64-bit lower and upper
bound in microseconds, 32-bit count, 4 reserved bytes), then 496 reserved bytes. Reserved bytes are
0xEE here: whoever reads them as a number shows it. Python 3.11, standard library only.
"""

import struct
from pathlib import Path

MAGIC = 0x3C23B510
RESERVED = b"\xee"
POWERS = [0] + [2**n for n in range(27)]  # lower bounds


def histogram(counts: list[int]) -> bytes:
    uppers = [*POWERS[1:], 2**64 - 1]
    bins = [
        struct.pack("<QQI", lower, upper, count) + RESERVED * 4
        for lower, upper, count in zip(POWERS, uppers, counts)
    ]
    bins += [struct.pack("<QQI", 7, 7, 7) + RESERVED * 4] * (64 - len(bins))  # beyond the number of bins
    return struct.pack("<Q", len(counts)) + b"".join(bins)


def page(totals: list[int], reads: list[int], writes: list[int]) -> bytes:
    result = struct.pack("<I", MAGIC) + RESERVED * 4 + struct.pack("<11Q", *totals) + RESERVED * 416
    result += histogram(reads) + histogram(writes) + RESERVED * 496
    assert len(result) == 4096
    return result


def main() -> None:
    modern = Path(__file__).resolve().parent / "modern"
    squares = [n * n for n in range(28)]
    primes = [3 * n + 1 for n in range(28)]
    pages = {
        # ops, bytes, time, exceeded by volume (IOPS, throughput) and instance (both), queue length
        "replies/ebs/nvme0n1.bin": page(
            [123456, 654321, 2**63 + 5, 9876543210, 1500000, 2000001, 10, 0, 999999, 1234567, 17], squares, primes
        ),
        "+60s/replies/ebs/nvme0n1.bin": page(
            [123556, 654421, 2**63 + 4101, 9876953210, 1500999, 2000002, 20, 30, 999999, 1234567, 0],
            [n + 1 for n in squares],
            [2**32 - 1, *primes[1:]],  # the largest count
        ),
        "replies/ebs/nvme1n1.bin": page([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], primes, primes[:27]),  # one bin less
        "+60s/replies/ebs/nvme2n1.bin": page([0] * 11, [0] * 28, [0] * 28),
    }
    for path, content in pages.items():
        file = modern / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Computes the goldens of the collectors of AWS, as expected.py does those of the kernel's files.

    python3 expected_aws.py [--hosts DIR] [--golden DIR] [--check]

Written from the metric contract and AWS's description of the log page alone. Nobody asks a recorded
host for its credentials, so aws-credentials has no data anywhere; it is tested with a server of its
own. Python 3.11, standard library only.
"""

import re
import struct
import sys
from fractions import Fraction

import expected
from expected import Sample, line

CONFIGURATION = "etc/atlas-system-agent/conf.d"
MAGIC = 0x3C23B510
HEAD = struct.Struct("<I4x11Q416x")
BIN = struct.Struct("<QQI4x")
MOST_BINS, BINS = 64, 28


def aws_credentials(now: Sample, before: Sample | None) -> list[str]:
    return []


def devices(now: Sample, first: Sample) -> set[str]:
    """Those that the files listed when they were first read, and those whose model says so now."""
    found = set()
    for name in first.names_in(CONFIGURATION):
        if name.endswith(".ebs-devices"):
            found |= {text for text in first.lines(f"{CONFIGURATION}/{name}") if text.startswith("/dev/")}
    for name in now.names_in("sys/block"):
        model = now.text(f"sys/block/{name}/device/model")
        if re.fullmatch(r"nvme\d+n\d+", name) and model and model.strip() == "Amazon Elastic Block Store":
            found.add(f"/dev/{name}")
    return found


def bin_name(lower: int, upper: int) -> str:
    return f"us_{lower:08d}_MAX" if lower == 67108864 else f"us_{lower:08d}_{upper:08d}"


def histogram(page: bytes, offset: int, **tags: str) -> list[str]:
    (count,) = struct.unpack_from("<Q", page, offset)
    if count != BINS:
        return []
    result = []
    for i in range(BINS):
        lower, upper, operations = BIN.unpack_from(page, offset + 8 + i * BIN.size)
        result += line("U", "aws.ebs.ioLatencyHistogram", operations, bin=bin_name(lower, upper), **tags)
    return result


def volume(page: bytes, dev: str) -> list[str]:
    magic, *totals = HEAD.unpack_from(page)
    assert magic == MAGIC, dev
    queue_length = totals.pop()
    seconds = [Fraction(micros, 10**6) for micros in totals[4:]]
    result = line("g", "aws.ebs.volumeQueueLength", queue_length, dev=dev)
    for i, id in enumerate(("read", "write")):
        result += line("U", "aws.ebs.totalOperations", totals[i], dev=dev, id=id)
        result += line("U", "aws.ebs.totalBytes", totals[2 + i], dev=dev, id=id)
        result += line("C", "aws.ebs.totalTime", seconds[i], dev=dev, id=id)
        result += histogram(page, HEAD.size + i * (8 + MOST_BINS * BIN.size), dev=dev, id=id)
    for i, id in enumerate(("volume", "instance")):
        result += line("C", "aws.ebs.perfExceededIOPS", seconds[2 + 2 * i], dev=dev, id=id)
        result += line("C", "aws.ebs.perfExceededTput", seconds[3 + 2 * i], dev=dev, id=id)
    return result


def ebs(now: Sample, before: Sample | None) -> list[str]:
    result = []
    for dev in devices(now, before or now):
        result += volume(now.bytes(f"replies/ebs/{dev.removeprefix('/dev/')}.bin"), dev)
    return result


if __name__ == "__main__":
    expected.COLLECTORS = {"aws-credentials": aws_credentials, "ebs": ebs}
    sys.exit(expected.main())

#!/usr/bin/env python3
"""Computes the expected lines of what recorded hosts answered about clock and allowances.

An independent second opinion, as expected.py, from which it takes hosts and the spelling of a line:
written from the metric contract, adjtimex(2), and the layout of chronyd's replies.

    python3 expected_clock.py [--hosts DIR] [--golden DIR] [--check]
"""

import struct
import sys
from fractions import Fraction

import expected
from expected import Sample, line

TIME_ERROR = 5
SELECTED = 0
NO_SAMPLE = 2**32 - 1
ALLOWANCES = {
    "bw_in_allowance_exceeded": ("U", "net.perf.bwAllowanceExceeded", {"id": "in"}),
    "bw_out_allowance_exceeded": ("U", "net.perf.bwAllowanceExceeded", {"id": "out"}),
    "conntrack_allowance_exceeded": ("U", "net.perf.conntrackAllowanceExceeded", {}),
    "conntrack_allowance_available": ("g", "net.perf.conntrackAllowanceAvailable", {}),
    "linklocal_allowance_exceeded": ("U", "net.perf.linklocalAllowanceExceeded", {}),
    "pps_allowance_exceeded": ("U", "net.perf.ppsAllowanceExceeded", {}),
}


def sample_age(sample: Sample) -> int | None:
    """Seconds since the last sample of the selected source; None if there is no such source."""
    (count,) = struct.unpack(">28xI", sample.bytes("replies/chrony/14.bin"))
    for number in range(count):
        # A head of 28 bytes; the address; poll, stratum; state, mode, flags, reachability; the age.
        state, age = struct.unpack(">28x20x4xH6xI12x", sample.bytes(f"replies/chrony/15-{number}.bin"))
        if state == SELECTED and age != NO_SAMPLE:
            return age
    return None


def last_sample_age(now: Sample, before: Sample | None) -> int | None:
    if now.bytes("replies/chrony/14.bin") is None:
        return None
    age = sample_age(now)
    if age is not None:
        return age
    # No source: from the last one, or from the start, which is the moment of the first sample.
    return 0 if before is None else (sample_age(before) or 0) + expected.ELAPSED_MS // 1000


def clock(now: Sample, before: Sample | None) -> list[str]:
    state = dict(text.split() for text in now.lines("replies/adjtimex") or [])
    result = line("g", "sys.time.lastSampleAge", last_sample_age(now, before))
    if state:
        unsynchronized = int(state["returned"]) == TIME_ERROR
        result += line("g", "sys.time.unsynchronized", int(unsynchronized))
        if not unsynchronized:
            result += line("g", "sys.time.estimatedError", Fraction(int(state["esterror"]), 10**6))
    return result


def network_allowances(now: Sample, before: Sample | None) -> list[str]:
    result = []
    for text in (now.lines(now.net("dev")) or [])[2:]:  # two lines of headings
        iface = text.rpartition(":")[0].strip(" ")
        for statistic in now.lines(f"replies/ethtool/{iface}") or []:
            name, _, number = statistic.strip().rpartition(": ")
            if name in ALLOWANCES:
                letter, metric, tags = ALLOWANCES[name]
                result += line(letter, metric, int(number), iface=iface, **tags)
    return result


if __name__ == "__main__":
    expected.COLLECTORS = {"clock": clock, "network-allowances": network_allowances}
    sys.exit(expected.main())

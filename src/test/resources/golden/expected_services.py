#!/usr/bin/env python3
"""Computes the expected lines of systemd services, beside expected.py and in its way.

    python3 expected_services.py [--check]

What systemd said is in replies/systemd of a host: name, active state, sub state, MainPID and
ControlGroup between tabs; which units are wanted is in etc/atlas-system-agent/conf.d.
"""

import re
import sys
from fractions import Fraction

import expected
from expected import Sample, delta, keyed, line, unescape

CONF_DIR = "etc/atlas-system-agent/conf.d"
MOST = 10
TICKS_PER_SECOND = 100
SECONDS = Fraction(expected.ELAPSED_MS, 1000)


def patterns(sample: Sample) -> list[re.Pattern]:
    result = []
    for name in sorted(sample.names_in(CONF_DIR)):
        if not name.endswith(".systemd-unit"):
            continue
        for text in sample.lines(f"{CONF_DIR}/{name}") or []:
            text = text.strip()
            if text and not text.startswith("#"):
                try:
                    result.append(re.compile(text))
                except re.error:
                    pass  # reported, and left out
    return result


def units(sample: Sample) -> dict[str, list[str]]:
    wanted = patterns(sample)
    rows = (text.split("\t") for text in sample.lines("replies/systemd") or [])
    found = {row[0]: row[1:] for row in rows if any(pattern.search(row[0]) for pattern in wanted)}
    return {name: found[name] for name in sorted(found)[:MOST]}


def is_running_service(name: str, row: list[str]) -> bool:
    return name.endswith(".service") and row[:2] == ["active", "running"]


def mount_point(sample: Sample) -> str | None:
    for text in sample.lines(sample.mountinfo()) or []:
        fields = text.split(" ")
        if fields[fields.index("-", 6) + 1] == "cgroup2":
            return unescape(fields[4]).removeprefix("/")
    return None


def cpu_ticks(sample: Sample, pid: str) -> int | None:
    text = sample.text(f"proc/{pid}/stat")
    if text is None:
        return None
    fields = text.rsplit(")", 1)[1].split()  # from the third field on: state
    return int(fields[14 - 3]) + int(fields[15 - 3])


def cpu_micros(sample: Sample, cgroup: str) -> int | None:
    words = keyed(sample.lines(f"{cgroup}/cpu.stat")).get("usage_usec")
    return int(words[0]) if words else None


def descriptors(sample: Sample, pids: list[str]) -> int | None:
    present = [pid for pid in pids if sample.names_in(f"proc/{pid}/fd")]
    return sum(len(sample.names_in(f"proc/{pid}/fd")) for pid in present) if present else None


def pids_of(sample: Sample, cgroup: str) -> list[str]:
    """Of the cgroup and of all below it; the processes of a threaded one are in its parent's list."""
    pids = []
    for path in sample.files:
        if path.startswith(cgroup + "/") and path.endswith("/cgroup.procs"):
            kind = sample.text(path.removesuffix("procs") + "type") or ""
            if kind.strip() != "threaded":
                pids += sample.lines(path)
    return pids


def percent(seconds: Fraction | None) -> Fraction | None:
    return None if seconds is None else 100 * seconds / SECONDS


def services(now: Sample, before: Sample | None) -> list[str]:
    result = []
    former = units(before) if before else {}
    mount = mount_point(now)
    for name, row in units(now).items():
        tags = {"service.name": name}
        result += gauge("status", 1, **tags, state=".".join(row[:2]))
        if not is_running_service(name, row):
            continue
        same = former.get(name) == row  # neither state nor process nor cgroup has changed
        pid, cgroup = row[2], f"{mount}{row[3]}"
        statm = now.text(f"proc/{pid}/statm")
        if statm is not None:
            result += gauge("rss", int(statm.split()[1]) * now.page_size(), **tags)
            result += gauge("fds", descriptors(now, [pid]), **tags, scope="process")
        if same:
            ticks = delta(cpu_ticks(now, pid), cpu_ticks(before, pid))
            used = None if ticks is None else Fraction(ticks, TICKS_PER_SECOND)
            result += gauge("cpuUsage", percent(used), **tags, scope="process")
            micros = delta(cpu_micros(now, cgroup), cpu_micros(before, cgroup))
            used = None if micros is None else Fraction(micros, 10**6)
            result += gauge("cpuUsage", percent(used), **tags, scope="service")
        if mount is not None:
            memory = now.text(f"{cgroup}/memory.current")
            result += gauge("memory", None if memory is None else int(memory), **tags)
            result += gauge("fds", descriptors(now, pids_of(now, cgroup)), **tags, scope="service")
    return result


def gauge(name: str, value, **tags: str) -> list[str]:
    """A gauge that is kept for a minute."""
    return [text.replace("g:", "g,60:", 1) for text in line("g", f"systemd.service.{name}", value, **tags)]


if __name__ == "__main__":
    expected.COLLECTORS = {"services": services}
    sys.exit(expected.main())

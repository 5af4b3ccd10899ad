"""Processes seen through /proc, and what they send: shared by the scripts of this directory."""

import os
import re
import socket
import subprocess
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TICKS = os.sysconf("SC_CLK_TCK")

# With more than this, what others did shows in the figures.
QUIET_SECONDS_A_MINUTE = 3

# Datagrams of one round leave at once, or 20 ms apart where they are paced.
SAME_ROUND_SECONDS = 0.3


class Receiver:
    """A datagram socket that notes when each datagram came."""

    def __init__(self, bound):
        self.datagrams = []
        self.socket = bound
        self.socket.settimeout(0.5)
        self.open = True
        self.thread = threading.Thread(target=self.receive, daemon=True)
        self.thread.start()

    @classmethod
    def unix(cls, path):
        bound = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        bound.bind(path)
        return cls(bound)

    @classmethod
    def udp(cls):
        """On a free port of 127.0.0.1."""
        bound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        bound.bind(("127.0.0.1", 0))
        return cls(bound)

    def receive(self):
        while self.open:
            try:
                content = self.socket.recv(1 << 17)
            except TimeoutError:
                continue
            self.datagrams.append((time.monotonic(), content))

    def rounds(self, since):
        """Lists of datagrams that came together."""
        rounds, last = [], None
        for moment, content in [one for one in self.datagrams if one[0] >= since]:
            if last is None or moment - last > SAME_ROUND_SECONDS:
                rounds.append([])
            rounds[-1].append(content)
            last = moment
        return rounds

    def close(self):
        self.open = False
        self.thread.join()
        self.socket.close()


class Sample:
    """What the kernel says of a process now."""

    def __init__(self, pid):
        self.moment = time.monotonic()
        stat = status_of(pid)
        self.cpu = sum(map(int, stat[11:15])) / TICKS
        self.threads = int(stat[17])
        self.rss, self.pss, self.private_dirty = memory_of(pid)
        self.switches = {"voluntary": 0, "nonvoluntary": 0}
        self.cpu_of_threads = {}
        for task in os.listdir(f"/proc/{pid}/task"):
            try:
                status = read(f"/proc/{pid}/task/{task}/status")
                spent = read(f"/proc/{pid}/task/{task}/schedstat").split()
            except FileNotFoundError:
                continue
            for kind, count in switches_in(status):
                self.switches[kind] += count
            name = re.search(r"^Name:\s+(.*)$", status, re.M).group(1)
            self.cpu_of_threads[(task, name)] = int(spent[0]) / 1e9
        self.busy, self.steal = busy_ticks()


class Tree:
    """A process and all that descend from it, as long as their parents live."""

    def __init__(self, pid):
        self.pid = pid
        self.before = None
        self.last = {}

    def pids(self):
        children = {}
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    children.setdefault(int(status_of(name)[1]), []).append(int(name))
                except OSError:
                    continue
        found = [self.pid]
        for pid in found:
            found += children.get(pid, [])
        return found

    def cpu(self):
        """Seconds of CPU of all, with those of children that have ended."""
        return sum(sum(map(int, stat[11:15])) for stat in self.each(status_of)) / TICKS

    def memory(self):
        """RSS, PSS and private dirty memory, KiB; a page that two of them share counts twice in RSS."""
        return [sum(column) for column in zip(*self.each(memory_of))]

    def threads(self):
        return sum(int(stat[17]) for stat in self.each(status_of))

    def switches(self):
        """Context switches since the first call; those of a thread that has ended up to the last one."""
        for pid in self.pids():
            try:
                for task in os.listdir(f"/proc/{pid}/task"):
                    status = read(f"/proc/{pid}/task/{task}/status")
                    self.last[(pid, task)] = sum(count for _, count in switches_in(status))
            except OSError:
                continue
        if self.before is None:
            self.before = dict(self.last)
        return sum(self.last.values()) - sum(self.before.values())

    def each(self, question):
        answers = []
        for pid in self.pids():
            try:
                answers.append(question(pid))
            except OSError:
                continue
        return answers


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def status_of(pid):
    """The fields of /proc/PID/stat from the third on."""
    return read(f"/proc/{pid}/stat").rpartition(")")[2].split()


def memory_of(pid):
    """RSS, PSS and private dirty memory of a process, KiB."""
    memory = dict(re.findall(r"^(\w+):\s+(\d+) kB", read(f"/proc/{pid}/smaps_rollup"), re.M))
    return [int(memory[name]) for name in ("Rss", "Pss", "Private_Dirty")]


def switches_in(status):
    counts = re.findall(r"^(\w+)_ctxt_switches:\s+(\d+)", status, re.M)
    return [(kind, int(count)) for kind, count in counts]


def busy_ticks():
    """Ticks that all processors were not idle, and the same of virtual machines beside this one."""
    user, nice, system, _, _, irq, softirq, steal = map(
        int, read("/proc/stat").split("\n", 1)[0].split()[1:9]
    )
    return user + nice + system + irq + softirq, steal


def median(numbers):
    ordered = sorted(numbers)
    return ordered[len(ordered) // 2] if ordered else float("nan")


def surroundings():
    """Date, commit, kernel and processor of this run."""
    model = re.search(r"^model name\s*:\s*(.*)$", read("/proc/cpuinfo"), re.M)
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    ).stdout.strip()
    return (
        time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
        + f"; commit {commit}; kernel {os.uname().release}; {os.cpu_count()} x "
        + (model.group(1) if model else os.uname().machine)
    )


def load():
    return " ".join(read("/proc/loadavg").split()[:3])


def build():
    """Builds what is measured; the JDK, the benchmarks' class path and the flags of the agent."""
    script = 'set -eu; . benchmarks/build.sh; echo "$JAVA_HOME"; echo "$class_path"; echo "$flags"'
    output = subprocess.run(
        ["sh", "-c", script], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.splitlines()
    return output[0], output[1], output[2].split()


def say_surroundings(java_home):
    release = re.search(r'^JAVA_RUNTIME_VERSION="(.*)"', read(f"{java_home}/release"), re.M)
    java = release.group(1) if release else java_home
    print(f"{surroundings()}; JDK {java}; load {load()}\n")

"""The programs that compare measures: how each is started and asked, and what it reports."""

import gzip
import http.client
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import threading
import time

from processes import ROOT, Receiver, read

# What Prometheus sends: the answer is compressed, as it is in use.
PROMETHEUS = {
    "Accept": "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
    "Accept-Encoding": "gzip",
}
COLLECTD_PLUGINS = """cpu cpufreq memory swap load uptime df disk interface processes contextswitch
    protocols tcpconns vmem conntrack fhcount""".split()
FIRST_METRIC_SECONDS = 60


class Lines:
    """What arrives at a unix datagram socket in the lines of spectatord."""

    def __init__(self, path):
        self.receiver = Receiver.unix(path)

    def first(self, _):
        return self.receiver.datagrams[0][0] if self.receiver.datagrams else None

    def reported(self, since):
        """Samples, and the set of series."""
        lines = [
            line.rpartition(b":")[0]
            for moment, content in list(self.receiver.datagrams)
            if moment >= since
            for line in content.splitlines()
        ]
        return len(lines), set(lines)

    def close(self):
        self.receiver.close()


class Packets:
    """What arrives by collectd's binary protocol: parts of a type, a length and a content."""

    NAMING = {0: "host", 2: "plugin", 3: "plugin instance", 4: "type", 5: "type instance"}
    VALUES = 6

    def __init__(self):
        self.receiver = Receiver.udp()
        self.port = self.receiver.socket.getsockname()[1]

    def first(self, _):
        return self.receiver.datagrams[0][0] if self.receiver.datagrams else None

    def reported(self, since):
        samples, series = 0, set()
        for moment, content in list(self.receiver.datagrams):
            if moment >= since:
                for name, values in self.value_lists(content):
                    samples += values
                    series.update((name, value) for value in range(values))
        return samples, series

    def value_lists(self, content):
        name, offset = {}, 0
        while offset + 4 <= len(content):
            kind = int.from_bytes(content[offset : offset + 2], "big")
            length = int.from_bytes(content[offset + 2 : offset + 4], "big")
            part = content[offset + 4 : offset + length]
            if kind in self.NAMING:
                name[kind] = part
            elif kind == self.VALUES:
                yield tuple(sorted(name.items())), int.from_bytes(part[:2], "big")
            offset += max(length, 4)

    def close(self):
        self.receiver.close()


class Scrapes:
    """What an exporter answers when it is asked, as Prometheus does, over one connection."""

    def __init__(self, port, interval):
        self.port = port
        self.interval = interval
        self.connection = None
        self.answers = []
        self.failure = None
        self.end = threading.Event()
        self.thread = threading.Thread(target=self.scrape, daemon=True)

    def first(self, _):
        """Asks until there is an answer, and from then on in each interval."""
        try:
            self.ask()
        except OSError:
            self.connection = None
            return None
        self.thread.start()
        return self.answers[0][0]

    def ask(self):
        if self.connection is None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            connection.connect()
            self.connection = connection
        self.connection.request("GET", "/metrics", headers=PROMETHEUS)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise OSError(f"/metrics: {answer.status} {answer.reason}")
        if answer.getheader("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        self.answers.append((time.monotonic(), content))

    def scrape(self):
        due = time.monotonic() + self.interval
        while not self.end.wait(max(0, due - time.monotonic())):
            due += self.interval
            try:
                self.ask()
            except (OSError, http.client.HTTPException) as failure:
                self.failure = failure
                return

    def reported(self, since):
        if self.failure:
            raise SystemExit(f"scraping failed: {self.failure}")
        lines = [
            line.rpartition(b" ")[0]
            for moment, content in self.answers
            if moment >= since
            for line in content.splitlines()
            if line and not line.startswith(b"#")
        ]
        return len(lines), set(lines)

    def close(self):
        self.end.set()
        if self.thread.ident:
            self.thread.join()
        if self.connection:
            self.connection.close()


class Running:
    """A program that runs, in a session of its own; all of it ends with stop."""

    def __init__(self, command, environment, log, source, box=None):
        self.source = source
        self.box = box
        self.began = time.monotonic()
        with open(log, "wb") as file:
            self.process = subprocess.Popen(
                command,
                env=dict(os.environ, **environment),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        self.log = log

    def await_first_metric(self):
        """Seconds from its start to its first metric."""
        while time.monotonic() - self.began < FIRST_METRIC_SECONDS:
            first = self.source.first(self.began)
            if first is not None:
                return first - self.began
            if self.process.poll() is not None:
                raise SystemExit(f"it ended: {self.process.args}\n{self.said()}")
            time.sleep(0.001)
        raise SystemExit(f"no metric in {FIRST_METRIC_SECONDS} s: {self.process.args}\n{self.said()}")

    def pid(self):
        """Of the program itself; nsenter, which stands before it when there is a box, is none of it."""
        pid = self.process.pid
        if self.box:
            pid = int(read(f"/proc/{pid}/task/{pid}/children").split()[0])
        return pid

    def said(self):
        return "\n".join(read(self.log).splitlines()[-20:])

    def stop(self):
        try:
            if self.process.poll() is None:
                os.kill(self.pid(), signal.SIGTERM)
                self.process.wait(10)
        except (subprocess.TimeoutExpired, OSError, IndexError):
            pass
        # The process group is that of the session: also what the program has left behind.
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.source.close()
        if self.box:
            self.box.close()


class Program:
    """What is compared: start(directory) starts it, with all that it needs in an empty directory."""

    def __init__(self, name, version, cadence, start):
        self.name = name
        self.version = version
        self.cadence = cadence
        self.start = start


def agent(name, image, more, services=0):
    """The runtime image of the agent, with more arguments, or beside a systemd with some services."""
    launcher = os.path.join(image, "bin", "atlas-system-agent")

    def start(directory):
        if not services:
            return run(directory, [launcher], more)
        box = Box(services, os.path.join(directory, "box"))
        try:
            return run(directory, box.among([launcher]), [*box.options(), *more], box)
        except BaseException:
            box.close()
            raise

    def run(directory, program, options, box=None):
        path = os.path.join(directory, "spectatord.unix")
        conf_d = os.path.join(directory, "conf.d")
        defaults = os.path.join(directory, "defaults")
        os.mkdir(conf_d)
        open(defaults, "w", encoding="ascii").close()
        command = [*program, "run", "--output", "unix://" + path, *options]
        # Its own files instead of the machine's, where nothing else was asked for.
        for option, value in (("--flavor", "system"), ("--config", defaults), ("--conf-dir", conf_d)):
            if not any(given.split("=")[0] == option for given in options):
                command += [option, value]
        return Running(command, {}, os.path.join(directory, "log"), Lines(path), box)

    return Program(name, version_of([launcher, "--version"]), "1, 5 and 60 s", start)


def node_exporter(program, interval):
    def start(directory):
        port = free_port()
        command = [program, f"--web.listen-address=127.0.0.1:{port}"]
        return Running(command, {}, os.path.join(directory, "log"), Scrapes(port, interval))

    return Program("node_exporter", version_of([program, "--version"]), f"{interval} s", start)


def collectd(program, interval):
    def start(directory):
        packets = Packets()
        configuration = os.path.join(directory, "collectd.conf")
        with open(configuration, "w", encoding="ascii") as file:
            file.write(collectd_configuration(directory, interval, packets.port))
        command = [program, "-f", "-C", configuration]
        return Running(command, {}, os.path.join(directory, "log"), packets)

    return Program("collectd", version_of([program, "-h"]), f"{interval} s", start)


def collectd_configuration(directory, interval, port):
    plugins = "".join(f"LoadPlugin {name}\n" for name in [*COLLECTD_PLUGINS, "network"])
    return f"""Hostname "localhost"
FQDNLookup false
BaseDir "{directory}"
PIDFile "{directory}/collectd.pid"
Interval {interval}
{plugins}
<Plugin df>
  ReportInodes true
</Plugin>
<Plugin tcpconns>
  ListeningPorts false
  AllPortsSummary true
</Plugin>
<Plugin vmem>
  Verbose true
</Plugin>
<Plugin network>
  Server "127.0.0.1" "{port}"
</Plugin>
"""


def command_line(name, line, interval):
    """Any command: with {http} in it, it is scraped there; else it sends lines to {socket}."""

    def start(directory):
        path = os.path.join(directory, "spectatord.unix")
        http_port = free_port()
        scraped = "{http}" in line
        values = {"socket": path, "http": f"127.0.0.1:{http_port}", "directory": directory}
        command = [
            re.sub(r"\{(socket|http|directory)\}", lambda found: values[found[1]], word)
            for word in shlex.split(line)
        ]
        source = Scrapes(http_port, interval) if scraped else Lines(path)
        environment = {"SPECTATOR_OUTPUT_LOCATION": "unix://" + path}
        return Running(command, environment, os.path.join(directory, "log"), source)

    return Program(name, "", f"{interval} s" if "{http}" in line else "its own", start)


def peers(intervals):
    """Those that are installed."""
    found = []
    directories = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    for make, names in (
        (node_exporter, ["prometheus-node-exporter", "node_exporter"]),
        (collectd, ["collectd"]),
    ):
        program = next(filter(None, (shutil.which(name, path=directories) for name in names)), None)
        if program:
            found += [make(program, interval) for interval in intervals]
    return found


class Box:
    """A systemd with some services in namespaces of its own, as the tests have it. For root."""

    def __init__(self, count, directory):
        self.count = count
        units = os.path.join(directory, "units")
        os.makedirs(units)
        self.conf_dir = os.path.join(directory, "conf.d")
        os.mkdir(self.conf_dir)
        self.write(os.path.join(self.conf_dir, "bench.systemd-unit"), "^bench-\n")
        names = [f"bench-{number:02}.service" for number in range(1, count + 1)]
        for name in names:
            self.write(os.path.join(units, name), "[Service]\nExecStart=/bin/sleep infinity\n")
        target = "[Unit]\nRequires=dbus.socket dbus.service\nWants=" + " ".join(names) + "\n"
        self.write(os.path.join(units, "box.target"), target)
        self.box = subprocess.Popen(
            ["bash", os.path.join(ROOT, "src", "test", "systemd", "box.sh"), directory],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self.pid = self.await_bus(os.path.join(directory, "pid"))

    def await_bus(self, file):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.box.poll() is None:
            pid = read(file).strip() if os.path.exists(file) else ""
            if pid and os.path.exists(f"/proc/{pid}/root/run/dbus/system_bus_socket"):
                return pid
            time.sleep(0.01)
        self.close()
        raise SystemExit("no systemd of its own could be started; root, systemd and dbus are needed")

    def among(self, command):
        """A command that runs among the processes of the box."""
        return ["nsenter", "--target", self.pid, "--pid", *command]

    def options(self):
        root = f"/proc/{self.pid}/root"
        return ["--root", root, "--conf-dir", self.conf_dir, "--max-services", str(self.count)]

    def close(self):
        self.box.stdin.close()
        self.box.wait()

    @staticmethod
    def write(path, text):
        with open(path, "w", encoding="ascii") as file:
            file.write(text)


def version_of(command):
    result = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    found = re.search(r"\b(\d+\.\d+[^\s,]*)", result.stdout)
    return found[1] if found else ""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]

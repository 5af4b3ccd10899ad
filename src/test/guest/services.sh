#!/bin/bash
# For ServicesGuestIT: services of a real systemd whose cgroups have controllers, and the agent among them.
. "$(dirname "$0")/common.sh"

directory=$work/box
mkdir -p "$directory/units"

unit() {
  cat >"$directory/units/$1"
}

unit box.target <<'END'
[Unit]
Requires=dbus.socket dbus.service
Wants=test-busy.service test-full.service
END
# The main process sleeps, and its child computes without end, as far as it may.
unit test-busy.service <<'END'
[Service]
CPUQuota=30%
ExecStart=/bin/sh -c 'while :; do :; done & exec sleep infinity'
END
# A program that keeps 32 MiB, as nobody reads what it writes.
unit test-full.service <<'END'
[Service]
ExecStart=/bin/sh -c 'dd if=/dev/zero bs=32M count=1 status=none | sleep infinity'
END

# The box lasts until its standard input ends.
mkfifo "$work/life"
exec 7<>"$work/life"
/bin/bash "$(dirname "$0")/../systemd/box.sh" "$directory" <"$work/life" 7>&- >"$log" 2>&1 &
agent=$! # the one to live while we wait

has_bus() {
  [[ -s $directory/pid && -S /proc/$(<"$directory/pid")/root/run/dbus/system_bus_socket ]]
}
until_true "the bus of the box" has_bus
box=$(<"$directory/pid")

inside() {
  nsenter --target "$box" --all "$@"
}
runs() {
  inside systemctl --quiet is-active test-busy.service test-full.service
}
until_true "the services" runs

configuration=/proc/$box/root/etc/atlas-system-agent/conf.d
mkdir -p "$configuration"
echo '^test-' >"$configuration/test.systemd-unit"
# A minute of the agent takes 7.5 s. Agent and box go with the guest.
inside "${program[@]}" run --flavor system --output "file://$lines" --cadence-factor 8 \
  --collect services >"$log" 2>&1 &
agent=$!
lines=/proc/$box/root$lines

# kernel UNIT: what the files of its cgroup say, and systemd
kernel() {
  local cgroup=/proc/$box/root/sys/fs/cgroup/system.slice/$1
  echo "memory.current $(<"$cgroup/memory.current")"
  grep usage_usec "$cgroup/cpu.stat"
  read -r uptime _ </proc/uptime
  echo "uptime $uptime"
  echo "processes $(wc -l <"$cgroup/cgroup.procs")"
  echo "descriptors $(while read -r pid; do ls "/proc/$pid/fd"; done <"$cgroup/cgroup.procs" | wc -l)"
  inside systemctl show --property=MemoryCurrent "$1" | tr = ' '
}

usage='cpuUsage.*scope=service.*test-busy'
await 1 "$usage"
section "busy before" kernel test-busy.service
await_more 3 "$usage"
section "busy after" kernel test-busy.service
section "full" kernel test-full.service
section "lines" cat "$lines"
section "log" cat "$log"

#!/bin/bash
# For TitusGuestIT: the agent of a Titus container, whose cgroup has limits, under known load.
. "$(dirname "$0")/common.sh"

slice=/sys/fs/cgroup/tenants.slice
box=$slice/box
MiB=$((1 << 20))

# Swap space in memory, which is fast here.
busybox modprobe zram
echo $((64 * MiB)) >/sys/block/zram0/disksize
mkswap /dev/zram0 >/dev/null
swapon /dev/zram0

mkdir "$slice"
echo "+cpu +memory +io" >"$slice/cgroup.subtree_control"
mkdir "$box" "$slice/next"
echo 250 >"$box/cpu.weight"
echo 77 >"$slice/next/cpu.weight"
echo $((256 * MiB)) >"$box/memory.max"
echo $((32 * MiB)) >"$box/memory.swap.max"
echo "$(cat /sys/block/nvme0n1/dev) wbps=$MiB riops=32" >"$box/io.max"

# The agent finds its flavor in the environment. A minute of it takes 12 s.
export NETFLIX_EXECUTOR=titus TITUS_HOST_EC2_INSTANCE_ID=i-0123 TITUS_NUM_NETWORK_BANDWIDTH=500
becomes "$box" "${program[@]}" run --output "file://$lines" --cadence-factor 5 \
  --collect container-cpu,container-memory,container-io,container-network >"$log" 2>&1 &
agent=$!
await 1 "$minute"
echo -900 >"/proc/$agent/oom_score_adj"

# Only now, for the start of a JVM takes long here: the agent follows when a limit changes.
echo "50000 100000" >"$box/cpu.max"

transfers "$box" 64 128

# 96 MiB of a file in memory and 48 MiB of a program, which waits since nobody reads what it writes.
among "$box" dd if=/dev/zero of=/run/held bs=$MiB count=96 status=none
mkfifo "$work/full"
exec 7<>"$work/full"
becomes "$box" dd if=/dev/zero of="$work/full" bs=$((48 * MiB)) count=1 status=none &
holder=$!
# More than two minutes of the agent: one of them begins and ends in here.
busy "$box" 27
section "memory" cat "$box/memory.current"
section "memory stat" cat "$box/memory.stat"
kill "$holder"

# From now on, the agent has time enough to count what happened.
echo max >"$box/cpu.max"
among "$box" tail /dev/zero >/dev/null 2>&1 || section "greedy program" echo "$?"
await_more 2 "$minute"
section "memory events" cat "$box/memory.events"
section "swap" cat "$box/memory.swap.current"
section "cpu at the end" cat "$box/cpu.stat"
section "lines at the end" wc -l <"$lines"

# The agent moves to another cgroup, and its old one vanishes.
echo "$agent" >"$slice/next/cgroup.procs"
rmdir "$box"
await 1 cgroup.cpu.weight,.*:77
end_agent
section "lines" cat "$lines"
section "log" cat "$log"

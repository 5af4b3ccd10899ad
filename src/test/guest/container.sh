#!/bin/bash
# What ContainerGuestIT runs in a guest of run-guest.sh: the agent in a cgroup with limits, under known load.
# Prints the agent's lines and the kernel's files in sections, each behind a line "== NAME".
#
#   container.sh JAVA JAR
set -euo pipefail

java=$1
jar=$2
slice=/sys/fs/cgroup/tenants.slice
box=$slice/box
disk=/dev/nvme0n1
lines=/tmp/lines
factor=5 # a minute of the agent takes 12 s

section() {
  echo "== $1"
  shift
  "$@"
}

# in_box COMMAND [ARGUMENT...]: runs it as a process of the box
in_box() {
  (
    echo "$BASHPID" >"$box/cgroup.procs"
    exec "$@"
  )
}

# await COUNT PATTERN: until so many of the agent's lines match
await() {
  local deadline=$((SECONDS + 120))
  until [[ $(grep -c -- "$2" "$lines" 2>/dev/null) -ge $1 ]]; do
    if ((SECONDS > deadline)); then
      section "missing $1 x $2" cat /tmp/log "$lines"
      exit 1
    fi
    sleep 0.2
  done
}

# await_more COUNT PATTERN: until so many more match than match now
await_more() {
  await $(($(grep -c -- "$2" "$lines") + $1)) "$2"
}

write_blocks() {
  in_box dd if=/dev/zero of="$disk" bs=64k count="$1" oflag=direct status=none
}

read_blocks() {
  in_box dd if="$disk" of=/dev/null bs=64k count="$1" iflag=direct status=none
}

mkdir "$slice"
echo "+cpu +memory +io" >"$slice/cgroup.subtree_control"
mkdir "$box" "$slice/next"
echo 250 >"$box/cpu.weight"
echo 77 >"$slice/next/cpu.weight"
echo $((256 << 20)) >"$box/memory.max"
echo "$(cat /sys/block/nvme0n1/dev) wbps=1048576 riops=32" >"$box/io.max"

# The flavor is found by the agent, from the environment.
NETFLIX_EXECUTOR=titus TITUS_HOST_EC2_INSTANCE_ID=i-0123 TITUS_NUM_NETWORK_BANDWIDTH=500 \
  in_box "$java" -XX:+UseSerialGC -Xmx16m -XX:TieredStopAtLevel=1 -XX:-UsePerfData \
  --enable-native-access=ALL-UNNAMED -jar "$jar" run --output "file://$lines" \
  --cadence-factor "$factor" --no-collect processes,tcp-states >/tmp/log 2>&1 &
await 1 processingCapacity
agent=$(tail -1 "$box/cgroup.procs")
echo -900 >"/proc/$agent/oom_score_adj"

# Only now, for the start of a JVM takes long here: the agent follows when a limit changes.
echo "50000 100000" >"$box/cpu.max"

# A first transfer: the device is then known, and all that follows is counted.
write_blocks 1
await_more 2 processingCapacity
section "io before" cat "$box/io.stat"
write_blocks 64
read_blocks 128
await_more 2 processingCapacity
section "io after" cat "$box/io.stat"

in_box tail /dev/zero >/dev/null 2>&1 || true
# Each time right behind a sample of the agent, so that both have counted the same.
await_more 1 processingCapacity
section "cpu before" cat "$box/cpu.stat"
section "lines before" wc -l <"$lines"
in_box timeout 30 bash -c 'while :; do :; done' || true
await_more 1 processingCapacity
section "cpu after" cat "$box/cpu.stat"
section "lines after" wc -l <"$lines"
await_more 2 cgroup.mem.failures
section "memory events" cat "$box/memory.events"
section "memory limit" cat "$box/memory.max"

# The agent moves to another cgroup, and its old one vanishes.
echo "$agent" >"$slice/next/cgroup.procs"
rmdir "$box"
await 1 cgroup.cpu.weight,.*:77
section "lines" cat "$lines"
section "log" cat /tmp/log
kill "$agent"
wait "$!" # with set -e: it must end with 0

# In the root cgroup there is no limit of any kind.
section "root" "$java" -XX:+UseSerialGC -Xmx16m -XX:TieredStopAtLevel=1 \
  --enable-native-access=ALL-UNNAMED -jar "$jar" print --flavor k8s \
  --collect container-cpu,container-memory,container-io,container-network
section "end" true

#!/bin/bash
# For KubernetesGuestIT: the agent of a pod, which sees its own cgroup as the root of all, with other
# limits than titus.sh; and the agent in the root cgroup, which has none.
. "$(dirname "$0")/common.sh"

slice=/sys/fs/cgroup/kubepods.slice
box=$slice/pod
MiB=$((1 << 20))

mkdir "$slice"
echo "+cpu +cpuset +memory +io" >"$slice/cgroup.subtree_control"
mkdir "$box"
echo "150000 100000" >"$box/cpu.max"
echo "$(cat /sys/block/nvme0n1/dev) rbps=$MiB wiops=32" >"$box/io.max"

# As a container runtime does it; the agent tells by it that it is in a container. Its minute takes 6 s.
becomes "$box" unshare --cgroup --mount --propagation private bash -c '
    umount /sys/fs/cgroup
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
    exec "$@"' pod \
  "${program[@]}" run --output "file://$lines" --cadence-factor 10 \
  --collect container-cpu,container-memory,container-io >"$log" 2>&1 &
agent=$!
await 1 "$minute"

transfers "$box" 96 64
busy "$box" 14
await_more 1 "$minute"
section "memory" cat "$box/memory.current"
section "cpu at the end" cat "$box/cpu.stat"
section "lines without limit" wc -l <"$lines"

# The other way round: a limit on memory, none on CPU time, but one of two processors only.
echo 1 >/sys/devices/system/cpu/cpu1/online
echo $((200 * MiB)) >"$box/memory.max"
echo max >"$box/cpu.max"
echo 1 >"$box/cpuset.cpus"
await 1 numProcessors,.*:1$
await_more 1 cgroup.mem.limit
end_agent
section "lines" cat "$lines"
section "log" cat "$log"

section "root" "${program[@]}" print --flavor k8s --format table \
  --collect container-cpu,container-memory,container-io

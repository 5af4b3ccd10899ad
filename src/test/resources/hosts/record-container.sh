#!/bin/bash
# Records the host container-v2 and writes it to standard output as a tar file in base64: a cgroup
# with half a processor, 64 MiB of memory and a slow disk, under load. For a machine of its own, as
# root, with cgroup v2 and an NVMe disk /dev/nvme0n1 whose content does not matter: a guest of
# ../../guest/run-guest.sh.
set -euo pipefail

box=/sys/fs/cgroup/tenants.slice/box
disk=/dev/nvme0n1
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)

into_box() {
  echo "$BASHPID" >"$box/cgroup.procs"
}

second=/sys/devices/system/cpu/cpu1/online
if [[ -e $second ]]; then
  echo 1 >"$second" # it is off in a guest
fi
mkdir -p "$box"
for controllers in /sys/fs/cgroup "${box%/*}"; do
  echo "+cpu +memory +io +cpuset" >"$controllers/cgroup.subtree_control"
done
echo "50000 100000" >"$box/cpu.max"
echo 250 >"$box/cpu.weight"
echo $((64 << 20)) >"$box/memory.max"
echo $((16 << 20)) >"$box/memory.swap.max"
echo "$(cat /sys/block/nvme0n1/dev) rbps=2097152 wbps=1048576 wiops=64" >"$box/io.max"

# The processes of the box: one that computes, one that writes and reads the disk, and one after the
# other that allocates memory until the kernel kills it. A file of a tmpfs is memory of the box too.
(
  into_box
  head -c 3M /dev/zero >/run/shared
  while :; do :; done &
  while :; do
    dd if=/dev/zero of="$disk" bs=128k count=40 oflag=direct
    dd if="$disk" of=/dev/null bs=64k count=160 iflag=direct
    dd if="$disk" of=/dev/null bs=64k count=64
  done &>/dev/null &
  while sleep 15; do tail /dev/zero || true; done &>/dev/null &
  sleep 600
) &>/dev/null &
tenant=$!
sleep 20
bash "$here/record.sh" "$work/container-v2" "$tenant" >&2
echo 1 >"$box/cgroup.kill"
tar -C "$work" -c container-v2 | gzip | base64

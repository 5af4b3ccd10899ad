#!/bin/bash
# For DevicesGuestIT: an NVMe disk that is no EBS volume, network interfaces whose drivers count no
# allowances, and a processor without hardware counters.
. "$(dirname "$0")/common.sh"

busybox modprobe virtio_net
busybox modprobe e1000
dd if=/dev/zero of="$disk" bs=64k count=64 oflag=direct status=none
section "model" cat /sys/block/nvme0n1/device/model
for interface in /sys/class/net/*; do
  if [[ -e $interface/device ]]; then
    name=${interface##*/}
    section "statistics of $(basename "$(readlink "$interface/device/driver")")" ethtool -S "$name"
  fi
done

# print_table ARGUMENT...: what the agent prints; again where the machine is so slow just now that a
# device counts as one that does not answer
print_table() {
  local try
  for try in 1 2 3 4 5; do
    "${program[@]}" print --flavor system --format table "$@" >"$work/table"
    grep -q "does not answer" "$work/table" || break
  done
  cat "$work/table"
}

section "discovered" print_table --collect ebs,disks,network-allowances,pmu --discover-ebs --pmu

mkdir -p /etc/atlas-system-agent/conf.d
echo "$disk" >/etc/atlas-system-agent/conf.d/test.ebs-devices
section "listed" print_table --collect ebs,uptime

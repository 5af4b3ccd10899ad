#!/bin/bash
# Runs a program as root on a virtual machine of its own and ends with its exit status:
#
#   run-guest.sh COMMAND [ARGUMENT...]
#
# The machine has a kernel of Debian, this machine's files (changes stay in its memory), cgroup v2
# with all controllers on /sys/fs/cgroup, a blank NVMe disk of 64 MiB, /dev/nvme0n1, and two network
# cards that are connected to each other and to nothing else (modules virtio_net and e1000). What
# COMMAND prints on either output comes out on standard output.
#
# KVM is not used, so that it is the same everywhere: processors are emulated, some ten times slower than
# real ones. There are two, of which the second is off, for on a busy machine they mostly wait for each
# other: echo 1 >/sys/devices/system/cpu/cpu1/online
#
# The kernel's package is fetched once, by apt with lists of its own: nothing is installed, and it
# does not take root.
#
# Exit status 125: something is missing here; standard error says what. 124: COMMAND took too long.
# GUEST_DIR   where the kernel is kept (default: /var/tmp/atlas-system-agent-guest)
# GUEST_SECONDS   how long the machine may run (default: 600)
set -euo pipefail

directory=${GUEST_DIR:-/var/tmp/atlas-system-agent-guest}
seconds=${GUEST_SECONDS:-600}
# What the kernel needs to find this machine's files: virtio, the 9P file system and overlayfs.
boot_modules=(virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci
  9pnet 9pnet_virtio netfs fscache 9p overlay)

missing() {
  echo "run-guest.sh: $*" >&2
  exit 125
}

[[ $(uname -m) == x86_64 ]] || missing "the guest is an x86_64, this machine is an $(uname -m)"
for package in qemu-system-x86_64:qemu-system-x86 busybox:busybox-static cpio:cpio; do
  command -v "${package%:*}" >/dev/null || missing "no ${package%:*}: apt-get install ${package#*:}"
done

if ldd "$(command -v busybox)" >/dev/null 2>&1; then
  missing "busybox is not static: apt-get install busybox-static"
fi

# fetch_kernel: unpacks Debian's newest kernel for this release below $directory/kernel
fetch_kernel() {
  local package download=$directory/download
  local options=(-qq -o APT::Sandbox::User=root
    -o "Dir::State::lists=$download/lists" -o "Dir::Cache=$download/cache")
  rm -rf "$download" "$directory/kernel"
  mkdir -p "$download"/{lists,cache/archives}/partial
  # That one of several sources cannot be reached need not matter.
  apt-get "${options[@]}" update >&2 || true
  package=$(apt-cache "${options[@]}" depends linux-image-amd64 |
    awk '$1 == "Depends:" && $2 ~ /^linux-image-[0-9]/ { print $2; exit }') || true
  [[ -n $package ]] || missing "no kernel: apt knows no linux-image-amd64, is this a Debian, with network?"
  (cd "$download" && apt-get "${options[@]}" download "$package") >&2 ||
    missing "the package $package could not be fetched"
  dpkg-deb -x "$download"/*.deb "$download/unpacked"
  busybox depmod -b "$download/unpacked" "$(basename "$download"/unpacked/lib/modules/*)"
  mv "$download/unpacked" "$directory/kernel"
  rm -r "$download"
}

# add_program PATH: writes standard input to an executable file of the initial root
add_program() {
  cat >"$initial/$1"
  chmod +x "$initial/$1"
}

mkdir -p "$directory"
[[ -O $directory || $(stat -c %u "$directory") == 0 ]] ||
  missing "$directory is somebody else's: set GUEST_DIR"
exec 9<"$directory"
flock 9
compgen -G "$directory/kernel/boot/vmlinuz-*" >/dev/null || fetch_kernel
version=$(basename "$directory"/kernel/lib/modules/*)

run=$(mktemp -d)
trap 'rm -rf "$run"' EXIT
initial=$run/initial
mkdir -p "$initial"/{bin,modules,proc,sys,dev,lower,memory,root}
cp "$(command -v busybox)" "$initial/bin/busybox"
for module in "${boot_modules[@]}"; do
  find "$directory/kernel/lib/modules/$version" -name "$module.ko*" -exec cp {} "$initial/modules/" \;
done

# First program: puts a root together from this machine's files and a file system in memory.
add_program init <<INIT
#!/bin/busybox sh
busybox() { /bin/busybox "\$@"; }
busybox mount -t proc proc /proc
busybox mount -t sysfs sysfs /sys
busybox mount -t devtmpfs devtmpfs /dev
for module in ${boot_modules[*]}; do
  busybox insmod /modules/\$module.ko 2>/dev/null
done
busybox mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=524288,cache=loose files /lower
busybox mount -t tmpfs tmpfs /memory
busybox mkdir /memory/changes /memory/work /dev/pts
busybox mount -t overlay -o lowerdir=/lower,upperdir=/memory/changes,workdir=/memory/work root /root ||
  busybox poweroff -f
busybox mkdir -p /root/lib/modules
busybox ln -s "$directory/kernel/lib/modules/$version" "/root/lib/modules/$version"
busybox cp /second /root/guest-second
for tree in proc sys dev; do busybox mount --move /\$tree /root/\$tree; done
exec /bin/busybox switch_root /root /bin/bash /guest-second
INIT

# Second program, on that root: the rest of the surroundings, then COMMAND.
printf -v command '%q ' "$@"
add_program second <<SECOND
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
rm -f /guest-second /.dockerenv /run/.containerenv
mount -t tmpfs tmpfs /run
mount -t cgroup2 cgroup2 /sys/fs/cgroup
for controller in \$(cat /sys/fs/cgroup/cgroup.controllers); do
  echo +\$controller >/sys/fs/cgroup/cgroup.subtree_control
done
ip link set lo up
busybox modprobe nvme
for try in \$(seq 100); do [ -b /dev/nvme0n1 ] || sleep 0.1; done
cd $(printf %q "$PWD")
$command </dev/null >/dev/ttyS0 2>&1
echo "exit status \$?" >/dev/ttyS1
busybox poweroff -f
SECOND

(cd "$initial" && find . | cpio --create --format=newc --quiet) | gzip -1 >"$run/initial.gz"
truncate -s 64M "$run/disk"
timeout "$seconds" qemu-system-x86_64 \
  -machine q35 -accel tcg,thread=multi -cpu max -smp 2 -m 2048 -no-reboot \
  -display none -vga none -monitor none -nic none \
  -kernel "$directory"/kernel/boot/vmlinuz-* -initrd "$run/initial.gz" \
  -append "console=ttyS1 quiet panic=-1 psi=1 mitigations=off maxcpus=1" \
  -serial stdio -serial "file:$run/console" \
  -fsdev local,id=files,path=/,security_model=none,readonly=on,multidevs=remap \
  -device virtio-9p-pci,fsdev=files,mount_tag=files \
  -drive "file=$run/disk,if=none,id=disk,format=raw" -device nvme,serial=guest,drive=disk \
  -netdev hubport,id=first,hubid=0 -device virtio-net-pci,netdev=first,romfile= \
  -netdev hubport,id=second,hubid=0 -device e1000,netdev=second,romfile= \
  </dev/null 2>"$run/errors" | tr -d '\r' || true
status=$(sed -n 's/^exit status \([0-9]*\).*/\1/p' "$run/console" 2>/dev/null)
if [[ -z $status ]]; then
  cat "$run/errors" "$run/console" >&2
  echo "run-guest.sh: the machine ended, or was ended after $seconds s, before the command" >&2
  exit 124
fi
exit "$status"

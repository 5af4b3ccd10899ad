#!/bin/bash
# Runs a program as root on an emulated aarch64 machine and ends with its exit status:
#
#   run-aarch64.sh COMMAND [ARGUMENT...]
#
# The machine has a kernel, a JDK 25 and the usual tools of Debian 13, cgroup v2 with all controllers
# on /sys/fs/cgroup, and the working directory, whose changes stay in the machine's memory. /out is
# the directory target/aarch64 of the working directory: what is written there stays. What COMMAND
# prints on either output comes out on standard output.
#
# Two processors are emulated, many times slower than real ones: this tells whether the agent
# is right on aarch64, not how fast it is.
#
# The packages are fetched once, by apt with lists of its own: nothing is installed, and it does not
# take root.
#
# Exit status 125: something is missing here; standard error says what. 124: COMMAND took too long.
# AARCH64_DIR   where kernel and packages are kept, 1 GB (default: /var/tmp/atlas-system-agent-aarch64)
# AARCH64_SECONDS   how long the machine may run (default: 1800)
# AARCH64_CPU   a processor of qemu-system-aarch64 -cpu help (default: max)
# AARCH64_PAGES   the size of the kernel's pages, 4k or 16k (default: 4k)
# AARCH64_KERNEL   an image of another kernel, with all that is needed built in
set -euo pipefail

seconds=${AARCH64_SECONDS:-1800}
processor=${AARCH64_CPU:-max,pauth-impdef=on}
case ${AARCH64_PAGES:-4k} in
  4k) pages= ;;
  16k) pages=-16k ;;
  *)
    echo "run-aarch64.sh: AARCH64_PAGES is 4k or 16k" >&2
    exit 2
    ;;
esac
directory=${AARCH64_DIR:-/var/tmp/atlas-system-agent-aarch64}$pages
# What the kernel needs to find the disk.
boot_modules=(crc16 crc32c_generic libcrc32c mbcache jbd2 ext4 virtio_blk)
packages=("linux-image-arm64$pages" openjdk-25-jdk-headless base-files bash dash coreutils sed grep findutils
  tar gzip mawk binutils util-linux mount iproute2 iputils-ping nftables ethtool chrony procps busybox-static
  dpkg diffutils libc-bin init-system-helpers systemd dbus)
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

missing() {
  echo "run-aarch64.sh: $*" >&2
  exit 125
}

PATH=$PATH:/usr/sbin:/sbin
for package in qemu-system-aarch64:qemu-system-arm apt-get:apt dpkg-deb:dpkg mke2fs:e2fsprogs cpio:cpio \
  xz:xz-utils busybox:busybox; do
  command -v "${package%:*}" >/dev/null ||
    missing "no ${package%:*}: apt-get install ${package#*:}"
done

# fetch: makes $directory/disk, a file system of the packages, and what boots from it
fetch() {
  local download=$directory/download archive
  local root=$download/root
  [[ -e $keyring ]] || missing "no $keyring: apt-get install debian-archive-keyring"
  rm -rf "$download" "$directory/boot"
  mkdir -p "$download"/{lists,cache/archives,state}/partial "$root"
  echo "deb [signed-by=$keyring] http://deb.debian.org/debian trixie main" >"$download/sources"
  : >"$download/status"
  local options=(-qq -o APT::Sandbox::User=root -o APT::Architecture=arm64 -o APT::Architectures::=arm64
    -o "Dir::Etc::SourceList=$download/sources" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State=$download/state" -o "Dir::State::lists=$download/lists"
    -o "Dir::State::status=$download/status" -o "Dir::Cache=$download/cache")
  apt-get "${options[@]}" update >&2 || missing "no lists of Debian 13: is there a network?"
  apt-get "${options[@]}" --no-install-recommends --download-only --yes install "${packages[@]}" >&2 ||
    missing "the packages of Debian 13 could not be fetched"
  # The links /bin and /lib come first.
  dpkg-deb -x "$download"/cache/archives/base-files_*.deb "$root"
  mkdir -p "$root/var/lib/dpkg"
  for archive in "$download"/cache/archives/*.deb; do
    dpkg-deb -x "$archive" "$root"
    printf '%s\nStatus: install ok installed\n\n' "$(dpkg-deb -f "$archive")" >>"$root/var/lib/dpkg/status"
  done
  # What the scripts of the packages would make; these are not run.
  ln -sf dash "$root/usr/bin/sh"
  ln -sf mawk "$root/usr/bin/awk"
  # Drivers of hardware that is not there are left out; busybox knows no packed modules.
  find "$root"/lib/modules/*/kernel/{drivers,sound} -name '*.ko.xz' \
    ! -path '*/drivers/block/*' ! -path '*/drivers/nvme/*' ! -regex '.*/drivers/net/[^/]*' -delete
  find "$root/lib/modules/" -name '*.ko.xz' -exec xz -d {} +
  busybox depmod -b "$root" "$(basename "$root"/lib/modules/*)"
  mkdir -p "$download/boot"
  mv "$root"/boot/vmlinuz-* "$download/boot/kernel"
  cp "$root/usr/bin/busybox" "$download/boot/"
  for archive in "${boot_modules[@]}"; do
    find "$root/lib/modules/" -name "$archive.ko" -exec cp {} "$download/boot/" \;
  done
  rm -f "$directory/disk"
  printf '%s\n' "${packages[*]}" >"$download/boot/packages"
  mke2fs -q -t ext4 -d "$root" "$directory/disk" 2g >&2
  mv "$download/boot" "$directory/boot"
  rm -rf "$download"
}

# add_program PATH: writes standard input to an executable file of the initial root
add_program() {
  cat >"$initial/$1"
  chmod +x "$initial/$1"
}

mkdir -p "$directory" target/aarch64
[[ -O $directory || $(stat -c %u "$directory") == 0 ]] ||
  missing "$directory is somebody else's: set AARCH64_DIR"
exec 9<"$directory"
flock 9
[[ -e $directory/boot/packages && $(<"$directory/boot/packages") == "${packages[*]}" ]] || fetch

run=$(mktemp -d)
trap 'rm -rf "$run"' EXIT
rm -f target/aarch64/status
initial=$run/initial
mkdir -p "$initial"/{bin,proc,sys,dev,root}
cp "$directory/boot/busybox" "$initial/bin/"
cp "$directory"/boot/*.ko "$initial/"

# First program: finds the disk.
add_program init <<INIT
#!/bin/busybox sh
busybox() { /bin/busybox "\$@"; }
busybox mount -t devtmpfs devtmpfs /dev
for module in ${boot_modules[*]}; do
  busybox insmod /\$module.ko 2>/dev/null
done
busybox mount -t ext4 /dev/vda /root || busybox poweroff -f
busybox cp /second /root/second
exec /bin/busybox switch_root /root /bin/bash /second
INIT

# Second program, on that disk: the rest of the surroundings, then COMMAND.
printf -v command '%q ' "$@"
add_program second <<SECOND
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
export JAVA_HOME=/usr/lib/jvm/java-25-openjdk-arm64
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mount -t tmpfs tmpfs /tmp
mount -t tmpfs tmpfs /run
mount -t cgroup2 cgroup2 /sys/fs/cgroup
for controller in \$(cat /sys/fs/cgroup/cgroup.controllers); do
  echo +\$controller >/sys/fs/cgroup/cgroup.subtree_control
done
printf '%s\n' 'root:x:0:0:root:/root:/bin/bash' 'nobody:x:65534:65534:nobody:/:/bin/false' \
  'messagebus:x:100:100::/:/bin/false' >/etc/passwd
printf '%s\n' 'root:x:0:' 'nogroup:x:65534:' 'messagebus:x:100:' >/etc/group
chmod 1777 /tmp
ip link set lo up
busybox modprobe -a 9pnet_virtio 9p overlay virtio_net veth dummy tcp_diag udp_diag nf_tables nf_conntrack
mkdir -p /out /run/lower /run/changes /run/work $(printf %q "$PWD")
mount -t 9p -o trans=virtio,version=9p2000.L,msize=524288 out /out
mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=524288,cache=loose directory /run/lower
mount -t overlay -o lowerdir=/run/lower,upperdir=/run/changes,workdir=/run/work overlay $(printf %q "$PWD")
cd $(printf %q "$PWD")
$command </dev/null >/dev/ttyAMA0 2>&1
echo \$? >/out/status
busybox poweroff -f
SECOND

(cd "$initial" && find . | cpio --create --format=newc --quiet) | gzip -1 >"$run/initial.gz"
timeout "$seconds" qemu-system-aarch64 \
  -machine virt -accel tcg,thread=multi -cpu "$processor" -smp 2 -m 3072 -no-reboot \
  -display none -monitor none -nic none \
  -kernel "${AARCH64_KERNEL:-$directory/boot/kernel}" -initrd "$run/initial.gz" \
  -append "console=ttyAMA0 quiet loglevel=3 panic=-1 psi=1 mitigations=off" -serial stdio \
  -drive "file=$directory/disk,if=none,id=disk,format=raw,snapshot=on" -device virtio-blk-pci,drive=disk \
  -fsdev local,id=directory,path="$PWD",security_model=none,readonly=on,multidevs=remap \
  -device virtio-9p-pci,fsdev=directory,mount_tag=directory \
  -fsdev local,id=out,path="$PWD/target/aarch64",security_model=none \
  -device virtio-9p-pci,fsdev=out,mount_tag=out \
  -netdev hubport,id=first,hubid=0 -device virtio-net-pci,netdev=first,romfile= \
  -netdev hubport,id=second,hubid=0 -device virtio-net-pci,netdev=second,romfile= \
  </dev/null 2>"$run/errors" | tr -d '\r' || true
if [[ ! -s target/aarch64/status ]]; then
  cat "$run/errors" >&2
  echo "run-aarch64.sh: the machine ended, or was ended after $seconds s, before the command" >&2
  exit 124
fi
exit "$(cat target/aarch64/status)"

#!/bin/bash
# Runs a systemd of its own in a box: as process 1 of new namespaces, on a throw-away overlay of
# this machine's root. For root.
#
#   box.sh DIR
#
# DIR/units holds unit files for the box; it boots the target box.target, which must be one of them.
# DIR/pid then has the number of its process 1 out here: /proc/PID/root is the root of the box, where
# its bus is run/dbus/system_bus_socket. The box lasts until the standard input ends, so it goes with
# whoever has started it, and takes its cgroup with it.
set -euo pipefail

inside() {
  local directory=$1 root=$1/root name
  # The old /proc is still here: it knows this process by its number in the old namespace.
  local pid rest
  read -r pid rest </proc/self/stat
  exec 3>"$directory/pid"

  mount -t tmpfs box "$directory/layers"
  mkdir "$directory"/layers/{upper,work}
  mount -t overlay box "$root" \
    -o "lowerdir=/,upperdir=$directory/layers/upper,workdir=$directory/layers/work"
  mount -t proc proc "$root/proc"
  # What systemd sets there would be set for the whole machine.
  mount --bind -o ro "$root/proc/sys" "$root/proc/sys"
  mount -t sysfs -o ro sysfs "$root/sys"
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
  mount -t tmpfs -o mode=755 run "$root/run"
  mount -t tmpfs -o mode=755 dev "$root/dev"
  mkdir "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  for name in full null random tty urandom zero; do
    cp -a "/dev/$name" "$root/dev/$name"
  done

  # Nothing of the machine's own starts in the box.
  rm -rf "$root"/etc/systemd/system/*.{wants,requires}
  rm -f "$root"/usr/lib/systemd/system/sysinit.target.wants/*
  cp "$directory"/units/* "$root/etc/systemd/system/"

  ip link set lo up
  cd "$root"
  pivot_root . .
  umount -l .
  # As systemd has it where it is not in a container: what is mounted later reaches its services.
  mount --make-rshared /
  echo "$pid" >&3
  exec 3>&-
  exec setpriv --bounding-set=-sys_boot,-sys_module,-sys_time \
    env -i container=atlas-box PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    chroot . /usr/lib/systemd/systemd --show-status=no --unit=box.target
}

case $1 in
  --inside)
    inside "$2"
    ;;
  --join)
    # Process 1 and none out here: a cgroup with processes of its own hands no controllers down.
    echo 0 >"$3/cgroup.procs"
    exec unshare --cgroup bash -e "$0" --inside "$2"
    ;;
esac

directory=$(readlink -f "$1")
mkdir -p "$directory"/{layers,root,units}
cgroup=$(findmnt -n -o TARGET -t cgroup2 | head -n 1)/atlas-box-$$
mkdir "$cgroup"

remove() {
  local tries
  # systemd does not end when it is asked to; with process 1 all others of its namespace end.
  kill -KILL "$box" 2>/dev/null || true
  for ((tries = 0; tries < 100; tries++)); do
    if find "$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null; then
      return
    fi
    sleep 0.05
  done
  echo "box.sh: $cgroup is still there" >&2
}

unshare --mount --propagation private --pid --fork --kill-child --ipc --net --uts \
  bash -e "$0" --join "$directory" "$cgroup" &
box=$!
disown "$box"
trap remove EXIT
cat >/dev/null

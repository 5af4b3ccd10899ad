#!/bin/bash
# Runs a command as a container engine does for the DaemonSet of packaging/kubernetes: as process 1 of
# new namespaces, in a root directory of its own that is read-only, as a user without rights; this
# machine's files are mounted at /host, read-only too. For root.
#
#   run.sh ROOT USER:GROUP GROUPS COMMAND [ARGUMENT...]
#
# ROOT holds the files of an image. Nothing of it is left behind: the mounts go with the namespace.
set -euo pipefail

inside() {
  local root=$1 user=$2 groups=$3 name
  shift 3
  mount --bind "$root" "$root"
  mount --rbind / "$root/host"
  mount -o remount,bind,ro "$root/host"
  mount -t proc proc "$root/proc"
  mount -t sysfs -o ro sysfs "$root/sys"
  mount -t tmpfs -o mode=755 dev "$root/dev"
  for name in full null random urandom zero; do
    cp -a "/dev/$name" "$root/dev/$name"
  done
  mount -o remount,bind,ro "$root"
  exec setpriv --no-new-privs chroot --userspec="$user" --groups="$groups" "$root" "$@"
}

if [[ $1 == --inside ]]; then
  shift
  inside "$@"
fi

mkdir -p "$1"/{dev,host,proc,sys}
exec unshare --mount --propagation private --pid --fork --kill-child bash "$0" --inside "$@"

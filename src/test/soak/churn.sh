#!/bin/bash
# Runs a command in namespaces of its own, in which network interfaces, addresses, mounts, sockets
# and processes come and go for as long as it lives. For root.
#
#   churn.sh COMMAND…
set -euo pipefail

if [[ ${1-} != --inside ]]; then
  exec unshare --mount --propagation private --net --pid --fork --mount-proc --kill-child -- \
    bash "$0" --inside "$@"
fi
shift

come_and_go() {
  local directory round=0 socket
  directory=$(mktemp -d)
  mount -t tmpfs churn "$directory"
  while :; do
    round=$((round + 1))
    mkdir "$directory/$round"
    mount -t tmpfs "churn$round" "$directory/$round"
    ip link add "churn$round" type veth peer name "other$round"
    ip addr add "2001:db8::$((round % 1000))/64" dev "churn$round" nodad
    ip addr add "192.0.2.$((round % 250 + 1))/24" dev "churn$round"
    ip link set "churn$round" up
    for socket in {1..5}; do
      exec {udp}<>/dev/udp/::1/9 {other}<>/dev/udp/127.0.0.1/9
      { sleep 0.2; exec {udp}>&- {other}>&-; } &
      exec {udp}>&- {other}>&-
    done
    sleep 0.3
    ip link del "churn$round"
    umount "$directory/$round"
    rmdir "$directory/$round"
  done
}

ip link set lo up
come_and_go >/dev/null &
# Process 1 of the namespace: what it starts ends with it.
"$@" &
agent=$!
trap 'kill "$agent"' TERM
wait "$agent" || wait "$agent"

#!/bin/sh
# A network of its own with faults that this machine does not have: run in `unshare -n -m`.
# Touches the file READY, then waits until it is killed; with it all is gone. Usage: network.sh READY
cd "$(dirname "$0")" || exit 1
mount --make-rprivate / && mount -t sysfs sysfs /sys || exit 1
unshare -n sleep 600 &
peer=$!
while [ "$(readlink /proc/$peer/ns/net)" = "$(readlink /proc/self/ns/net)" ]; do sleep 0.05; done
far() { nsenter -t $peer -n "$@"; }

ip link add v0 type veth peer name v1 netns $peer || exit 1
ip link add d0 type veth peer name d1 netns $peer || exit 1
sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv6.conf.d0.dad_transmits=600
sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
sysctl -qw net.ipv4.ipfrag_time=1 net.ipv6.ip6frag_time=1
for v in 4 6; do
  sysctl -qw net.ipv$v.neigh.v0.delay_first_probe_time=600 net.ipv$v.neigh.v0.ucast_solicit=6000
  sysctl -qw net.ipv$v.neigh.v0.base_reachable_time_ms=9000000
done
ip link set lo up && ip link set v0 up && ip link set d0 mtu 1280 up
far ip link set lo up && far ip link set v1 up && far ip link set d1 up
ip addr add 10.99.0.1/24 dev v0
ip addr add 10.99.0.5/24 dev v0 valid_lft 6000 preferred_lft 0
ip addr add 10.98.0.1/24 dev d0
ip addr add fd99::1/64 dev v0 nodad
ip addr add fd99::5/64 dev v0 nodad valid_lft 6000 preferred_lft 0
ip addr add fd98::1/64 dev d0 nodad
ip addr add fd98::9/64 dev d0
far ip addr add 10.99.0.2/24 dev v1
far ip addr add fd99::2/64 dev v1 nodad
far ip addr add fd99::7/64 dev v1 nodad
sleep 2
ip addr add fd99::7/64 dev v0
ip route add default via 10.99.0.2 metric 9
ip route del default
far ping -q -c 2 -i 0.2 10.99.0.1 >&2
far ping -q -c 2 -i 0.2 -s 4000 fd99::1 >&2
far ping -q -c 2 -i 0.2 -s 4000 10.99.0.1 >&2
ping -q -c 1 -s 4000 -i 0.2 10.99.0.2 >&2
ping -q -c 1 -s 4000 -i 0.2 fd99::2 >&2
ping -q -c 1 -W 1 -I v0 224.0.0.1 >&2
far ping -q -c 1 -W 1 -I v1 224.0.0.1 >&2
ip neigh replace 10.98.0.2 lladdr 02:00:00:00:00:09 dev d0 nud permanent
ip neigh replace fd98::2 lladdr 02:00:00:00:00:09 dev d0 nud permanent
far perl "$PWD/frames.pl" v1 "$(cat /sys/class/net/v0/address)" || exit 1
sleep 2
sysctl -qw net.ipv4.ipfrag_time=600 net.ipv6.ip6frag_time=600
far perl "$PWD/frames.pl" v1 "$(cat /sys/class/net/v0/address)" || exit 1
# Names that no one has: each state of a neighbour.
i=20
for state in permanent stale reachable delay probe failed; do
  i=$((i + 1))
  for a in 10.99.0.$i fd99::$i; do
    ip neigh replace $a lladdr 02:00:00:00:00:$i dev v0 nud $state
  done
done
touch "$1"
wait

# For the scripts that run in a guest of run-guest.sh, which source it:
#
#   SCRIPT PROGRAM...
#
# PROGRAM is the agent without its arguments. A script prints what its test compares, in sections: a
# line "== NAME" and what belongs to it.
set -Eeuo pipefail

program=("$@")
work=$(mktemp -d)
lines=$work/lines
log=$work/log
disk=/dev/nvme0n1

# section NAME COMMAND...: prints a section
section() {
  echo "== $1"
  shift
  "$@"
}

failed() {
  section failed echo "$1"
  local i
  for ((i = 0; i < ${#BASH_LINENO[@]} - 1; i++)); do
    echo "  at ${BASH_SOURCE[i + 1]}:${BASH_LINENO[i]}"
  done
  section log tail -n 100 "$log" || true
  section lines tail -n 100 "$lines" || true
}
trap 'failed "$BASH_COMMAND"' ERR

# becomes CGROUP COMMAND...: ends as a process of the cgroup; for a subshell or behind an &
becomes() {
  echo "$BASHPID" >"$1/cgroup.procs"
  shift
  exec "$@"
}

# among CGROUP COMMAND...: runs it as a process of the cgroup
among() {
  (becomes "$@")
}

# until_true WHAT COMMAND...: waits, as long as the agent lives
until_true() {
  local what=$1 deadline=$((SECONDS + 300))
  shift
  until "$@"; do
    if ((SECONDS > deadline)) || ! kill -0 "$agent"; then
      echo "given up waiting for $what"
      return 1
    fi
    sleep 0.3
  done
}

count() {
  grep -c -- "$1" "$lines" 2>/dev/null || true
}

has() {
  [[ $(count "$2") -ge $1 ]]
}

# await COUNT PATTERN: until so many of the agent's lines match
await() {
  until_true "$1 x $2" has "$@"
}

# await_more COUNT PATTERN: until so many more match than match now
await_more() {
  await $(($(count "$2") + $1)) "$2"
}

# Each five seconds and each minute of the agent, however fast its time goes, has one of these.
five_seconds=processingCapacity
minute=numThrottled

# busy CGROUP SECONDS: a program that computes without end, measured from one sample of the agent to
# another, so that agent and kernel have counted the same
busy() {
  await_more 1 "$five_seconds"
  section "cpu before" cat "$1/cpu.stat"
  section "uptime before" cat /proc/uptime
  section "lines before" wc -l <"$lines"
  among "$1" timeout "$2" bash -c 'while :; do :; done' || true
  await_more 1 "$five_seconds"
  section "cpu after" cat "$1/cpu.stat"
  section "uptime after" cat /proc/uptime
  section "lines after" wc -l <"$lines"
}

# transfers CGROUP WRITES READS: blocks of 64 KiB, past all caches; a disk is known to the agent from
# its first transfer on, so that one goes before what is counted
transfers() {
  among "$1" dd if=/dev/zero of="$disk" bs=64k count=1 oflag=direct status=none
  await_more 2 "$five_seconds"
  section "io before" cat "$1/io.stat"
  among "$1" dd if=/dev/zero of="$disk" bs=64k count="$2" oflag=direct status=none
  among "$1" dd if="$disk" of=/dev/null bs=64k count="$3" iflag=direct status=none
  await_more 2 "$five_seconds"
  section "io after" cat "$1/io.stat"
}

# end_agent: ends it; on a slow machine it may miss the time in which it wants to end with 0
end_agent() {
  kill "$agent"
  wait "$agent" || [[ $? -eq 143 ]]
}

#!/bin/bash
# Records this machine as a host of the tests: what the agent reads, in DIR, and 60 s later the files
# that have changed since, in DIR/+60s.
#
#   record.sh DIR [PID]
#
# The cgroup is the one of PID, if it is in one of version 2.
# Of the processes only some threads of the kernel are recorded, and PID (this shell if not given)
# with its descendants: their numbers and their comm, never a command line or an environment.
# OMIT_MOUNTS, an extended regular expression, leaves lines out of mountinfo.
# Look at the result before you commit it: it has this machine's addresses, mounts and interfaces.
set -euo pipefail
export LC_ALL=C

directory=$1
root_pid=${2:-$$}
interval=60

files=(
  proc/{stat,loadavg,uptime,meminfo,vmstat,diskstats,filesystems}
  proc/pressure/{cpu,io,memory}
  proc/sys/fs/file-nr
  proc/sys/net/ipv4/tcp_mem
  proc/sys/net/{ipv4,ipv6}/neigh/default/gc_thresh{1,2,3}
  proc/sys/net/netfilter/nf_conntrack_{count,max}
  proc/net/{dev,arp,if_inet6,snmp,snmp6,netstat,sockstat,sockstat6,softnet_stat}
  proc/net/{tcp,tcp6,udp,udp6,rt6_stats,fib_triestat}
  proc/net/stat/{arp_cache,ndisc_cache,nf_conntrack}
)

cgroup_files=(
  cpu.stat cpu.max cpu.weight cpuset.cpus.effective io.stat io.max
  memory.{current,max,events,stat} memory.swap.{current,max}
)

# le64 NUMBER: as eight bytes, the lowest first
le64() {
  local number=$1 i
  for i in 1 2 3 4 5 6 7 8; do
    printf "\\x$(printf %02x $((number & 255)))"
    number=$((number >> 8))
  done
}

with_descendants() {
  local child
  echo "$1"
  for child in $(ps -o pid= --ppid "$1"); do
    # not the helpers of this script, which live for a moment only
    [[ $child == "$$" || $child == "$BASHPID" ]] || with_descendants "$child"
  done
}

mounts() {
  if [[ -n ${OMIT_MOUNTS:-} ]]; then
    grep -Ev -- "$OMIT_MOUNTS" "/proc/$$/mountinfo"
  else
    cat "/proc/$$/mountinfo"
  fi
}

# A mount for which statvfs fails gets no line.
statvfs_replies() {
  local escaped reply
  mounts | cut -d' ' -f5 | sort -u | while read -r escaped; do
    # mountinfo writes \040 for a space; printf undoes that
    reply=$(stat -f --printf '%s\t%S\t%b\t%f\t%a\t%c\t%d' -- "$(printf "${escaped//%/%%}")") || continue
    printf '%s\t%s\n' "$escaped" "$reply"
  done
}

cgroup() {
  local to=$1 path mount file
  path=$(sed -n 's/^0:://p' "/proc/$root_pid/cgroup")
  mount=$(awk '$4 == "/" && / - cgroup2 / { print $5; exit }' "/proc/$$/mountinfo")
  [[ -n $path && -n $mount ]] || return 0
  mkdir -p "$to/proc/self" "$to$mount$path"
  cat "/proc/$root_pid/cgroup" >"$to/proc/self/cgroup"
  for file in "${cgroup_files[@]}"; do
    [[ -r $mount$path/$file ]] || continue
    cat "$mount$path/$file" >"$to$mount$path/$file"
  done
}

sample() {
  local to=$1 file pid number
  for file in "${files[@]}"; do
    [[ -r /$file ]] || continue
    mkdir -p "$to/${file%/*}"
    cat "/$file" >"$to/$file"
  done
  for file in /proc/net/dev_snmp6/* /sys/devices/system/cpu/online \
    /sys/devices/system/cpu/cpufreq/policy*/scaling_{min,max,cur}_freq; do
    [[ -r $file ]] || continue
    mkdir -p "$to${file%/*}"
    cat "$file" >"$to$file" || rm "$to$file"
  done
  cgroup "$to"
  for pid in 2 $(ps -o pid= --ppid 2 | sort -n | head -5) $(with_descendants "$root_pid"); do
    for file in "/proc/$pid"/task/*/comm; do
      [[ -r $file ]] || continue
      mkdir -p "$to${file%/*}"
      cat "$file" >"$to$file"
    done
  done
  mkdir -p "$to/proc/self" "$to/replies"
  mounts >"$to/proc/self/mountinfo"
  statvfs_replies >"$to/replies/statvfs"
  # Page size and clock ticks only: the rest of the real vector are addresses in this process.
  for number in 6 "$(getconf PAGESIZE)" 17 "$(getconf CLK_TCK)" 0 0; do
    le64 "$number"
  done >"$to/proc/self/auxv"
}

# In +60s stays what differs. REMOVED lists what is gone, each directory behind what was in it.
keep_changes() {
  local file
  (cd "$directory" && find . -path ./+60s -prune -o -type f -print) | sort | while read -r file; do
    file=${file#./}
    if [[ ! -e $directory/+60s/$file ]]; then
      echo "$file"
      while file=${file%/*} && [[ $file == */* && ! -e $directory/+60s/$file ]]; do
        echo "$file"
      done
    elif cmp -s "$directory/$file" "$directory/+60s/$file"; then
      rm "$directory/+60s/$file"
    fi
  done | awk '{ last[$0] = NR; line[NR] = $0 } END { for (i = 1; i <= NR; i++) if (last[line[i]] == i) print line[i] }' \
    >"$directory.removed"
  find "$directory/+60s" -type d -empty -delete
  if [[ -s $directory.removed ]]; then
    mkdir -p "$directory/+60s"
    mv "$directory.removed" "$directory/+60s/REMOVED"
  else
    rm "$directory.removed"
  fi
}

mkdir "$directory"
start=$SECONDS
sample "$directory"
sleep $((interval - SECONDS + start))
sample "$directory/+60s"
keep_changes
echo "recorded: kernel $(uname -r), $(uname -m), $(nproc) processors, $(date +%F);" \
  "record.sh${OMIT_MOUNTS:+ with OMIT_MOUNTS}" >"$directory/PROVENANCE"

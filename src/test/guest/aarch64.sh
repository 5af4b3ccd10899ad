#!/bin/bash
# Run by run-aarch64.sh for Aarch64IT: makes image and package from what Maven has built, runs them, and
# then the tests of system calls:
#
#   aarch64.sh VERSION TIME UPLOT
#
# The arguments are those of packaging/image/build.sh. Prints sections as in common.sh. Leaves in /out
# the image, and in /out/lib what it needs of the C library, so that it can be started elsewhere.
set -euo pipefail

image=target/image
app=$image/lib/atlas-system-agent
agent=$image/bin/atlas-system-agent
tests=org.atlasagent

section() {
  echo "== $1"
  shift
  "$@"
}

# package VERSION: makes the Debian package, as jdeb puts it together
package() {
  packaging/deb/stage.sh "$1" >/dev/null
  (
    cd target/deb
    printf '2.0\n' >debian-binary
    tar --mode=755 --owner=root:0 --group=root:0 -C control -czf control.tar.gz .
    ar rcD agent.deb debian-binary control.tar.gz data.tar.gz
  )
}

# start_box: a systemd of its own, which lasts as long as the machine
start_box() {
  mkdir -p /tmp/box/units
  printf '[Unit]\nRequires=dbus.socket dbus.service\n' >/tmp/box/units/box.target
  sleep infinity | src/test/systemd/box.sh /tmp/box >/tmp/box.log 2>&1 &
  until [[ -s /tmp/box/pid && -S /proc/$(</tmp/box/pid)/root/run/dbus/system_bus_socket ]]; do
    kill -0 $!
    sleep 0.5
  done
  box=$(</tmp/box/pid)
}

inside() {
  nsenter --target "$box" --all "$@"
}

# dpkg also says that it does not know which files the packages of this machine have.
quietly() {
  "$@" >/tmp/quietly 2>&1 || {
    cat /tmp/quietly
    return 1
  }
}

state() {
  inside systemctl show --property=ActiveState,UnitFileState,NRestarts,Result "$unit"
}

# try_package: installs it, has its service run for four of its minutes, and removes it
try_package() {
  local root=/proc/$box/root unit=atlas-system-agent.service
  mkdir -p "$root/etc/systemd/system/$unit.d"
  cat >"$root/etc/systemd/system/$unit.d/test.conf" <<'END'
[Service]
ExecStart=
ExecStart=/usr/bin/atlas-system-agent run --flavor system --cadence-factor 10 --output file:///run/lines/lines
RuntimeDirectory=lines
StandardError=file:/run/lines.log
END
  cp target/deb/agent.deb "$root/var/tmp/"
  quietly inside dpkg --install /var/tmp/agent.deb
  sleep 25
  section service state
  section "service log" cat "$root/run/lines.log"
  section "service lines" wc -l <"$root/run/lines/lines"
  inside systemctl stop "$unit"
  section "service stopped" state
  quietly inside dpkg --purge atlas-system-agent
  section "service purged" find "$root/usr/lib/atlas-system-agent" "$root/usr/lib/systemd/system/$unit" \
    "$root/etc/default/atlas-system-agent" -maxdepth 0 2>/dev/null || true
}

rm -rf "$image"
section build packaging/image/build.sh "$@"
package "$1"
rm -rf /out/image /out/lib
cp -a "$image" /out/image
mkdir /out/lib
cp -L /lib/ld-linux-aarch64.so.1 /lib/aarch64-linux-gnu/lib{c.so.6,m.so.6,z.so.1,stdc++.so.6,gcc_s.so.1} /out/lib/
section machine uname -m
section size du -sm "$image"
section archive "$image/bin/java" "@$app/jvm.options" -XX:AOTMode=on -XX:AOTCache="$app/atlas-system-agent.aot" \
  -Xlog:aot -cp "$app/atlas-system-agent.jar" org.atlasagent.Main --version
section check "$agent" check --pmu --output none
section print "$agent" print
timeout --signal TERM --preserve-status 40 \
  "$agent" run --cadence-factor 10 --output "file://$PWD/lines" >log 2>&1 || true
section log cat log
section lines cat lines
start_box
try_package
section control sed '/^ /d' target/deb/control/control
# Not those that fuzz: their engine rewrites each class as it is loaded.
rm -f target/test-lib/jazzer*.jar target/test-lib/jqwik*.jar
section tests "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx900m \
  --enable-native-access=ALL-UNNAMED -cp "target/test-classes:target/classes:target/test-lib/*" \
  org.junit.platform.console.ConsoleLauncher execute --disable-banner --disable-ansi-colors --details=summary \
  --include-classname='.*Test' --exclude-classname='.*FuzzTest' --exclude-classname='.*HeadersTest' \
  -p "$tests.linux" -p "$tests.source.netlink" \
  -c "$tests.source.host.KernelPerfCountersTest" -c "$tests.source.host.ChronydTest" \
  -c "$tests.source.host.ChronyDaemonTest" -c "$tests.source.host.NvmeEbsVolumesTest" \
  -c "$tests.source.host.StatVfsFileSystemsTest" -c "$tests.source.host.NvmlGpusTest" \
  -c "$tests.source.host.AmdSmiGpusTest" || true

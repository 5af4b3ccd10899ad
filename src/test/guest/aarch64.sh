#!/bin/bash
# Run by run-aarch64.sh for Aarch64IT: makes the image from what Maven has built, runs it, and then the
# tests of system calls:
#
#   aarch64.sh VERSION TIME UPLOT
#
# The arguments are those of packaging/image/build.sh. Prints sections as in common.sh.
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

rm -rf "$image"
section build packaging/image/build.sh "$@"
packaging/deb/stage.sh "$1" >/dev/null
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

#!/bin/sh
# Makes the runtime image target/image from what Maven has built: the agent, its libraries, the
# modules of the JDK that they need, and an archive of all classes of a running agent. Then packs
# it. Called by ./mvnw package -Pdist.
#
#   build.sh VERSION TIME UPLOT
#
# TIME is that of the jars, as touch(1) knows it; UPLOT is the version of the charts in the page.
set -eu
unset CDPATH JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS

version=$1
time=$2
uplot=$3
architecture=$(uname -m)
here=$(dirname "$(readlink -f "$0")")
root=$(dirname "$(dirname "$here")")
target=$root/target
image=$target/image
app=$image/lib/atlas-system-agent

. "$root/.mvn/find-jdk.sh"
. "$root/.mvn/sources.sh"

# Of the JDK: the base, what dbus-java asks for the user and the peer of a socket, a web server.
modules=java.base,jdk.net,jdk.security.auth,jdk.httpserver

die() {
  echo "build.sh: $1" >&2
  exit 1
}

# Code for the shapes of method handles that the agent uses is made here, not at each start. Which these
# are tells -Djava.lang.invoke.MethodHandle.TRACE_RESOLVE=true, without what stands in parentheses.
make_runtime() {
  rm -rf "$image" "$target/image.sources"
  "$JAVA_HOME/bin/jlink" --add-modules "$modules" --output "$image" --compress zip-6 \
    --strip-java-debug-attributes --no-man-pages --no-header-files \
    --generate-jli-classes="@$here/method-handles.txt"
  # Tools and files of the JDK that an agent has no use for.
  (cd "$image" && rm -f bin/jwebserver bin/keytool lib/jexec lib/jrt-fs.jar lib/classlist)
  # Debian's JDK brings what debuggers read: 600 MB.
  find "$image/lib" -name '*.debuginfo' -delete
  if command -v strip >/dev/null; then
    find "$image/lib" -name '*.so' -exec strip --strip-unneeded {} +
    strip --strip-unneeded "$image/bin/java" "$image/lib/jspawnhelper"
  else
    echo "build.sh: no strip (Debian: binutils): the image stays 6 MB larger" >&2
  fi
}

# All jars get the time of the build, the only one that a reproducible package keeps: an archive is made
# for jars as they are, though JDK 25.0.3 does not look (docs/decisions/0018).
add_agent() {
  mkdir -p "$app/lib"
  cp -p "$target/atlas-system-agent.jar" "$app/"
  cp -p "$target"/lib/*.jar "$app/lib/"
  touch -d "$time" "$app"/*.jar "$app"/lib/*.jar
  cat "$here/jvm.options" "$here/jvm-$architecture.options" >"$app/jvm.options"
  cp "$here/atlas-system-agent" "$image/bin/"
  cp "$root/LICENSE" "$here/THIRD-PARTY-NOTICES" "$root/SECURITY.md" "$image/"
  bill_of_materials >"$image/sbom.cdx.json"
  chmod -R u=rwX,go=rX "$image"
}

# What Maven tells of the libraries (CycloneDX), and what it does not know of: the Java runtime, and
# the charts that are inside of the jar.
bill_of_materials() {
  java=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"$/\1/p' "$JAVA_HOME/release")
  vendor=$(sed -n 's/^IMPLEMENTOR="\(.*\)"$/\1/p' "$JAVA_HOME/release")
  [ -n "$java" ] || die "$JAVA_HOME/release: no JAVA_RUNTIME_VERSION"
  [ "$(grep -c '^  "components" : \[' "$target/libraries.cdx.json")" = 1 ] ||
    die "$target/libraries.cdx.json: not one list of components"
  purl=pkg:generic/openjdk@$(printf '%s' "$java" | sed 's/+/%2B/g')
  sed "/^  \"components\" : \[/r /dev/stdin" "$target/libraries.cdx.json" <<END
    {
      "type" : "platform",
      "bom-ref" : "$purl",
      "publisher" : "$vendor",
      "name" : "openjdk",
      "version" : "$java",
      "description" : "The Java runtime",
      "licenses" : [ { "expression" : "GPL-2.0-only WITH Classpath-exception-2.0" } ],
      "purl" : "$purl"
    },
    {
      "type" : "library",
      "bom-ref" : "pkg:npm/uplot@$uplot",
      "name" : "uplot",
      "version" : "$uplot",
      "description" : "The charts of the page, a part of atlas-system-agent.jar",
      "licenses" : [ { "license" : { "id" : "MIT" } } ],
      "purl" : "pkg:npm/uplot@$uplot"
    },
END
}

# Runs the agent for some rounds, a minute in three seconds, and keeps the classes that it took. It
# has no receiver, and nobody hears that it lives: what there is to be archived is the same. The
# rounds take ten seconds, or twice as long as the start where that is slow.
train() {
  training=$target/training
  rm -rf "$training"
  mkdir -p "$training/conf.d"
  : >"$training/defaults"
  MALLOC_ARENA_MAX=1 NOTIFY_SOCKET=$training/no-systemd WATCHDOG_USEC=1000000 WATCHDOG_PID= \
    "$image/bin/java" "@$app/jvm.options" -Xmx256m \
    -XX:AOTCacheOutput="$app/atlas-system-agent.aot" \
    -cp "$app/atlas-system-agent.jar" org.atlasagent.Main \
    run --flavor system --cadence-factor 20 --output "unix://$training/no-receiver" \
    --config "$training/defaults" --conf-dir "$training/conf.d" >"$training/log" 2>&1 </dev/null &
  trained=$!
  start=0
  until grep -q 'atlas-system-agent: flavor' "$training/log" || ! kill -0 "$trained" 2>/dev/null; do
    sleep 1
    start=$((start + 1))
  done
  sleep $((start > 5 ? 2 * start : 10))
  kill "$trained" 2>/dev/null || true
  if ! wait "$trained" || [ ! -s "$app/atlas-system-agent.aot" ]; then
    tail -n 20 "$training/log" >&2
    die "the training run failed; all of its output: $training/log"
  fi
}

pack() {
  name=atlas-system-agent-$version-linux-$architecture
  rm -f "$target/$name.tar.gz"
  tar -C "$target" --owner=0 --group=0 --numeric-owner --sort=name \
    --transform "s,^image,atlas-system-agent-$version," -czf "$target/$name.tar.gz" image
  echo "target/image: $(du -sm "$image" | cut -f1) MiB; target/$name.tar.gz: $(du -sm "$target/$name.tar.gz" | cut -f1) MiB"
}

[ -e "$here/jvm-$architecture.options" ] || die "no jvm-$architecture.options: x86_64 and aarch64 are known"
now=$(sources "$root")
make_runtime
add_agent
train
pack
printf '%s\n' "$now" >"$target/image.sources"

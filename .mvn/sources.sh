# Names, sizes and check sums of all that a build depends on: a file that vanished counts too.
# Sourced by ./atlas-system-agent and packaging/image/build.sh. POSIX sh.
sources() {
  (cd "$1" && find src/main packaging/image pom.xml .mvn -type f -exec cksum {} + | LC_ALL=C sort)
}

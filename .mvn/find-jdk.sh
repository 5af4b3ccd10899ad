# Finds a JDK 25 or later and exports it as JAVA_HOME. Sourced by ./atlas-system-agent and ./mvnw, so
# that both work where an older Java is the default. POSIX sh; the first that fits wins: JAVA_HOME,
# PATH, the usual places.

# The major version of the JDK in a directory, from its release file: no process is started.
jdk_major() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_fits() {
  jdk_version=$(jdk_major "$1") && [ -n "$jdk_version" ] && [ "$jdk_version" -ge 25 ]
}

find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && jdk_fits "$JAVA_HOME"; then
    export JAVA_HOME
    return 0
  fi
  jdk_javac=$(command -v javac) && jdk_javac=$(readlink -f "$jdk_javac") || jdk_javac=
  # set -f may be on in the script that sources this: ls expands nothing, so list the parents.
  for jdk_candidate in "${jdk_javac%/bin/javac}" $(find /usr/lib/jvm /usr/java /opt \
    "${HOME-}/.sdkman/candidates/java" "${HOME-}/.jdks" -mindepth 1 -maxdepth 1 2>/dev/null | sort -r); do
    if [ -n "$jdk_candidate" ] && jdk_fits "$jdk_candidate"; then
      JAVA_HOME=$jdk_candidate
      export JAVA_HOME
      return 0
    fi
  done
  echo "atlas-system-agent: no JDK 25 or later in JAVA_HOME, PATH, /usr/lib/jvm, /usr/java, /opt, ~/.sdkman or ~/.jdks: install one (Debian 13: apt install openjdk-25-jdk-headless, or temurin-25-jdk of Adoptium; Fedora: dnf install java-25-openjdk-devel; others: https://adoptium.net) or set JAVA_HOME." >&2
  return 1
}

find_jdk || exit 1

# Builds the agent and then its benchmarks. Sourced by the scripts beside it, from the root of the
# checkout; gives JAVA_HOME, the class path of the benchmarks, and the flags of the launcher.

. "$PWD/.mvn/find-jdk.sh"

./mvnw -q -B -DskipTests -Dspotless.check.skip=true package >&2
# What Maven says of the agent's jar, which lies outside of the repository of jars, is on purpose.
./mvnw -q -B -f benchmarks/pom.xml package >&2

class_path="benchmarks/target/benchmarks.jar:benchmarks/target/lib/*:target/atlas-system-agent.jar"

# The flags with which the agent runs stand in one file.
flags=@packaging/image/jvm.options

# Finds the tools that Sluice is built and run with. Sourced.

needed_java=25
needed_maven=3.8.7
needed_node=20

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$@"
  exit 1
}

# Prints the major version of the JDK in a directory, nothing if there is none.
java_major() {
  [ -x "$1/bin/javac" ] || return 0
  "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
}

is_new_enough() {
  local major
  major=$(java_major "$1")
  [ -n "$major" ] && [ "$major" -ge "$needed_java" ]
}

# Sets JAVA_HOME to a JDK that is new enough.
find_java() {
  local candidate
  if [ -n "${JAVA_HOME:-}" ] && is_new_enough "$JAVA_HOME"; then
    return 0
  fi
  for candidate in \
    "$(/usr/libexec/java_home -v "$needed_java+" 2>/dev/null || true)" \
    /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && is_new_enough "$candidate"; then
      export JAVA_HOME=$candidate
      return 0
    fi
  done
  return 1
}

require_java() {
  find_java || fail "Sluice needs a JDK $needed_java or newer, and there is none in JAVA_HOME or in the usual folders." \
    "Install one, for example Temurin $needed_java, and set JAVA_HOME if it lies elsewhere."
}

# Whether the first version is at least the second.
at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = "$2" ]
}

maven_version() { mvn --version 2>/dev/null | sed -n 's/^Apache Maven \([0-9.]*\).*/\1/p;s/.*\[1mApache Maven \([0-9.]*\).*/\1/p' | head -n 1; }

node_version() { node --version 2>/dev/null | sed 's/^v//'; }

require_maven() {
  local version
  command -v mvn >/dev/null || fail "Sluice is built with Maven $needed_maven or newer, and there is no mvn on the PATH."
  version=$(maven_version)
  at_least "${version:-0}" "$needed_maven" || fail "Sluice is built with Maven $needed_maven or newer; mvn is ${version:-of an unknown version}."
}

require_node() {
  local version
  command -v node >/dev/null && command -v npm >/dev/null ||
    fail "The dashboard is built with Node $needed_node or newer and npm, and they are not both on the PATH."
  version=$(node_version)
  at_least "${version%%.*}" "$needed_node" || fail "The dashboard is built with Node $needed_node or newer; node is $version."
}

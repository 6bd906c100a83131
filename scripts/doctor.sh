#!/usr/bin/env bash
# Tells in sentences what is missing or wrong on this machine. Exits with 1 when something needed is.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/scripts/jdk.sh"

needed_missing=0
something_wrong=0
good() { printf '  ok       %s\n' "$*"; }
bad() {
  printf '  MISSING  %s\n' "$*"
  needed_missing=1
}
wrong() {
  printf '  WRONG    %s\n' "$*"
  something_wrong=1
}
note() { printf '  note     %s\n' "$*"; }

# Whether something listens on a port of this machine.
is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

echo "To build and run:"
if find_java; then
  good "JDK $(java_major "$JAVA_HOME") in $JAVA_HOME."
else
  bad "No JDK $needed_java or newer in JAVA_HOME or the usual folders; install one, for example Temurin $needed_java."
fi
if ! command -v mvn >/dev/null; then
  bad "No mvn on the PATH; Maven $needed_maven or newer builds Sluice."
elif [ -z "$(maven_version)" ]; then
  wrong "mvn does not run: mvn --version fails."
elif at_least "$(maven_version)" "$needed_maven"; then
  good "Maven $(maven_version)."
else
  wrong "Maven $(maven_version) is too old; $needed_maven or newer builds Sluice."
fi
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  bad "Node and npm are not both on the PATH; Node $needed_node or newer builds the dashboard."
elif at_least "$(node_version)" "$needed_node"; then
  good "Node $(node_version)."
else
  wrong "Node $(node_version) is too old; $needed_node or newer builds the dashboard."
fi

data=${SLUICE_DATA_DIR:-$HOME/.local/share/sluice}
existing=$data
while [ ! -d "$existing" ]; do existing=$(dirname "$existing"); done
free_mb=$(df -Pm "$existing" | awk 'NR == 2 {print $4}')
if [ "${free_mb:-0}" -lt 2048 ]; then
  wrong "Only $free_mb MB are free where data is kept ($data); the demo needs 2 GB, 20 million rows need 6 GB."
elif [ "$free_mb" -lt 6144 ]; then
  good "$free_mb MB are free where data is kept ($data); a demo of 20 million rows would need 6 GB."
else
  good "$free_mb MB are free where data is kept ($data)."
fi
if [ ! -w "$existing" ]; then wrong "$existing cannot be written to; choose another directory with --data or SLUICE_DATA_DIR."; fi

api_port=${SLUICE_PORT:-8080}
if [ -f "$data/pid" ] && kill -0 "$(cat "$data/pid")" 2>/dev/null; then
  note "Sluice runs already on $data, as process $(cat "$data/pid")."
elif is_taken "$api_port"; then
  wrong "Port $api_port, where the API would listen, is taken by another program; choose another with --port or SLUICE_PORT."
else
  good "Port $api_port is free for the API."
fi
if [ -n "${SLUICE_S3_PORT:-}" ] && is_taken "$SLUICE_S3_PORT" && [ ! -f "$data/pid" ]; then
  wrong "Port $SLUICE_S3_PORT (SLUICE_S3_PORT), where the object store would listen, is taken by another program."
fi

if [ "$(id -u)" -ne 0 ]; then
  good "You are not root, as PostgreSQL wants it."
elif [ "$(uname)" = Linux ] && unshare -U true 2>/dev/null; then
  good "You are root; PostgreSQL runs in a user namespace of its own."
elif setpriv --reuid=nobody --regid="$(id -g nobody)" --init-groups true 2>/dev/null; then
  note "You are root and user namespaces are refused: PostgreSQL runs as another user, who must be able to enter $data."
else
  wrong "You are root, and root may neither open a user namespace nor switch to another user here, so that PostgreSQL cannot run. Start Sluice as an ordinary user, or set SLUICE_DATABASE_URL."
fi

echo "For ./sluice test:"
if command -v psql >/dev/null; then good "psql."; else note "No psql, which some tests need; the package postgresql-client brings it."; fi
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
  [ -d "/Applications/Google Chrome.app" ]; then
  good "A Chromium for the tests of the dashboard."
else
  note "No Chromium, which the tests of the dashboard need; the packages chromium and chromium-driver bring it."
fi
if docker info >/dev/null 2>&1; then
  note "A Docker engine answers: tests run their servers in containers."
else
  note "No Docker engine answers: tests run on the embedded servers, which is fine."
fi

if [ $needed_missing -ne 0 ]; then echo "Something that is needed is missing."; fi
if [ $something_wrong -ne 0 ]; then echo "Something is wrong: see above what to change."; fi
if [ $needed_missing -ne 0 ] || [ $something_wrong -ne 0 ]; then exit 1; fi
echo "Nothing is missing."

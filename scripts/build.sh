# Builds what changed. Sourced; needs jdk.sh, $root and $dist.

# One number for names and contents of everything that goes into the build.
sources_checksum() {
  (
    cd "$root"
    find pom.xml .mvn ./*/pom.xml ./*/src api-gateway/web -type f ! -path '*/web/dist/*' ! -path '*/node_modules/*' ! -path '*/target/*' ! -path '*/src/test/*' -exec cksum {} + |
      sort | cksum
  )
}

ensure_built() {
  local stamp=$root/target/build.stamp checksum
  require_java
  checksum=$(sources_checksum)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$checksum" ] && [ -f "$dist/sluice.jar" ]; then
    return 0
  fi
  require_maven
  require_node
  mkdir -p "$root/target"
  rm -f "$stamp" "$aot_cache" "$dist"/sluice.*.aotconf*
  build_quietly
  printf '%s\n' "$checksum" >"$stamp"
}

build_quietly() {
  local log=$root/target/build.log started=$SECONDS pid
  (cd "$root" && exec mvn -B -DskipTests package) >"$log" 2>&1 &
  pid=$!
  # whoever stops waiting stops the build too
  trap 'kill "$pid" 2>/dev/null; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    show_progress "$log" "$((SECONDS - started))"
    sleep 1
  done
  trap - INT TERM
  [ -t 2 ] && printf '\r\033[K' >&2
  if ! wait "$pid"; then
    tail -n 40 "$log" >&2
    fail "The build failed; all of its output is in $log."
  fi
  say "Built in $((SECONDS - started)) s."
}

show_progress() {
  [ -t 2 ] || return 0
  local module
  module=$(sed -n 's/^\[INFO\] Building \([a-z-]*\) .*/\1/p' "$1" | tail -n 1)
  printf '\r\033[KBuilding %s (%d s; the first time also downloads libraries)' "${module:-Sluice}" "$2" >&2
}

# Runs what was built. Sourced; needs jdk.sh, build.sh, $root and $dist.

# the JDK warns of parts of its cache that it does without
common_flags=(-Xlog:disable -Xlog:all=error:stderr --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC)
server_flags=(-Xms256m "-Xmx${SLUICE_HEAP:-1g}" -XX:+ExitOnOutOfMemoryError)
main_class=dev.sluice.standalone.Sluice

run_client() {
  local cache=()
  [ -f "$aot_cache" ] && cache=("-XX:AOTCache=$aot_cache")
  exec "$JAVA_HOME/bin/java" "${common_flags[@]}" -XX:TieredStopAtLevel=1 ${cache[@]+"${cache[@]}"} \
    -cp "$dist/sluice.jar" "$main_class" "$@"
}

run_server() {
  case " $* " in *" --help "* | *" -h "*) run_client "$@" ;; esac
  if [ -f "$aot_cache" ] || [ "${SLUICE_AOT:-on}" = off ]; then
    local cache=()
    [ -f "$aot_cache" ] && cache=("-XX:AOTCache=$aot_cache")
    exec "$JAVA_HOME/bin/java" "${common_flags[@]}" "${server_flags[@]}" ${cache[@]+"${cache[@]}"} \
      -cp "$dist/sluice.jar" "$main_class" "$@"
  fi
  record_first_start "$@"
}

# The first start of a build notes which classes it needed; from that the JDK makes a cache with which
# later starts take a third of the time.
record_first_start() {
  local child status=0 terminated=
  remove_left_recordings
  # of its own, since two may start side by side
  aot_recording=$dist/sluice.$$.aotconf
  # without the JDK's own words on where the recording went
  SLUICE_LAUNCHER_PID=$$ SLUICE_LAUNCHER_READY=$aot_recording.ready \
    "$JAVA_HOME/bin/java" "${common_flags[@]}" "${server_flags[@]}" -XX:AOTMode=record "-XX:AOTConfiguration=$aot_recording" \
    -XX:+UnlockDiagnosticVMOptions -XX:-DisplayVMOutput \
    -cp "$dist/sluice.jar" "$main_class" "$@" <&0 &
  child=$!
  # a child in the background does not get Ctrl-C itself
  trap 'kill -TERM "$child" 2>/dev/null' INT
  trap 'terminated=yes; kill -TERM "$child" 2>/dev/null' TERM HUP
  while kill -0 "$child" 2>/dev/null; do
    wait "$child" && status=0 || status=$?
  done
  trap - INT TERM HUP
  # a start that was refused or broken off has used too little for a good cache
  if [ ! -f "$aot_recording" ] || [ ! -f "$aot_recording.ready" ]; then
    rm -f "$aot_recording" "$aot_recording.ready"
    return "$status"
  fi
  rm -f "$aot_recording.ready"
  if [ -n "$terminated" ]; then
    (create_cache >/dev/null 2>&1 &)
  else
    say "Preparing faster starts, once per build (Ctrl-C skips it) ..."
    create_cache || true
  fi
  return "$status"
}

# What a killed first start has left: some 200 MB each.
remove_left_recordings() {
  local left owner
  for left in "$dist"/sluice.*.aotconf; do
    owner=${left#"$dist/sluice."}
    kill -0 "${owner%.aotconf}" 2>/dev/null || rm -f "$left" "$left.ready" "$left.part"
  done
}

create_cache() {
  local part=$aot_recording.part
  nice "$JAVA_HOME/bin/java" "${common_flags[@]}" "${server_flags[@]}" -XX:AOTMode=create "-XX:AOTConfiguration=$aot_recording" \
    "-XX:AOTCache=$part" -cp "$dist/sluice.jar" >/dev/null && mv "$part" "$aot_cache"
  rm -f "$aot_recording" "$part"
}

run_tests() {
  local arguments=()
  for argument in "$@"; do
    case $argument in
      --long) arguments+=(-DexcludedGroups=) ;;
      *) fail "./sluice test knows only --long; $argument is not that." ;;
    esac
  done
  require_java
  require_maven
  require_node
  cd "$root" && exec mvn -B verify ${arguments[@]+"${arguments[@]}"}
}

run_benchmarks() {
  run_measuring dev.sluice.benchmarks.Benchmarks "$@"
}

run_chaos() {
  run_measuring dev.sluice.benchmarks.chaos.ChaosProgram "$@"
}

run_measuring() {
  exec "$JAVA_HOME/bin/java" "${common_flags[@]}" "-Xmx${SLUICE_HEAP:-512m}" \
    -cp "$root/benchmarks/target/benchmarks.jar:$dist/sluice.jar" "$@"
}

#!/bin/bash
# Runs each fuzz target for a while, and prints a line for each. `make fuzz` builds and calls it.
#
#   fuzz.sh PROGRAM FOLDER SECONDS [TARGET...]
#
# FOLDER keeps the inputs that found new ways through the code, for the next run, and those that
# broke something. Exit 1 if there are any.
set -euo pipefail

program=$1 folder=$2 seconds=$3
shift 3
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(document html date link configuration)
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

# The inputs are what tells where it broke; Swift's own backtrace would take minutes to find out.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=detect_stack_use_after_return=0
export TIMEFORMAT='%U %S'

seeds() {
  local tests=$root/Tests
  case $1 in
    document) find "$tests/ParsingTests/Fixtures" -type f ;;
    html) ls "$tests"/ParsingTests/Normalise/{Sanitiser,PlainText,HTMLEntities}Tests.swift ;;
    date) ls "$tests"/ParsingTests/Normalise/PublishedDateTests.swift ;;
    link) ls "$tests"/ParsingTests/Normalise/CanonicalLinkTests.swift ;;
    configuration) ls "$root/feeds.conf" "$tests"/ConfiguringTests/*.swift; return ;;
  esac
  [ -z "${NEWSLOOM_CORPORA:-}" ] || find "$NEWSLOOM_CORPORA/feeds" -type f
}

printf '%-14s %12s %8s %9s %9s %9s %9s %s\n' \
  target runs runs/s 'CPU s' coverage 'new units' 'peak MB' crashes
worst=0
for target in "${targets[@]}"; do
  work=$folder/$target
  rm -rf "$work/seeds"
  mkdir -p "$work/seeds" "$work/corpus" "$work/found"
  export NEWSLOOM_FUZZ=$target
  seeds "$target" | NEWSLOOM_FUZZ_SEEDS=$work/seeds "$program"
  case $target in
    document) length=8192 ;;
    html | configuration) length=2048 ;;
    *) length=256 ;;
  esac
  before=$(find "$work/found" -type f | wc -l)
  { time "$program" -max_total_time="$seconds" -max_len=$length -timeout=60 -report_slow_units=60 -rss_limit_mb=3000 \
    -print_final_stats=1 -verbosity=1 -dict="$here/Words/$target.dict" \
    -artifact_prefix="$work/found/" "$work/corpus" "$work/seeds" > "$work/log" 2>&1 \
    || true; } 2> "$work/time"
  found=$(($(find "$work/found" -type f | wc -l) - before))
  stat() { sed -n "s/^stat::$1: *//p" "$work/log" | tail -n 1; }
  runs=$(stat number_of_executed_units)
  # A crash leaves no statistics, but every line of the log begins with the number of runs.
  [ -n "$runs" ] || runs=$(sed -n 's/^#\([0-9]*\).*/\1/p' "$work/log" | tail -n 1)
  rate=$(stat average_exec_per_sec)
  units=$(stat new_units_added)
  peak=$(stat peak_rss_mb)
  coverage=$(sed -n 's/.* cov: \([0-9]*\).*/\1/p' "$work/log" | tail -n 1)
  processor=$(awk '{ printf "%.0f", $1 + $2 }' "$work/time")
  printf '%-14s %12s %8s %9s %9s %9s %9s %s\n' "$target" "${runs:--}" "${rate:--}" "$processor" \
    "${coverage:--}" "${units:--}" "${peak:--}" "$found"
  if [ "$found" -gt 0 ]; then
    worst=1
    grep -aE '^broken promise|^SUMMARY' "$work/log" | cut -c 1-300 | sed 's/^/  /' || true
    echo "  the input: $(ls -t "$work/found"/* | head -n 1)"
    echo "  again:     NEWSLOOM_FUZZ=$target $program FILE"
  elif ! grep -q 'inline 8-bit counters' "$work/log"; then
    worst=1
    echo '  the program was built without coverage, so nothing guided the search'
  elif ! grep -q '^Done ' "$work/log"; then
    worst=1
    echo "  it did not run to its end; see $work/log"
  fi
done
exit $worst

#!/usr/bin/env bash
# Runs the whole suite again and again, to find tests that fail by chance: scripts/repeat-tests.sh [--busy] [RUNS]
# RUNS is 10 unless given. --busy: beside one process for each core that keeps it busy.
# Nothing stops it, and nothing is built between runs. Results of runs with failures stay in artifacts/repeat-tests.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export CI=true DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

runs=10
busy=
for argument in "$@"; do
  case $argument in
    --busy) busy=yes ;;
    *[!0-9]* | '') sed -n '2,4s/^# //p' "$0" >&2; exit 64 ;;
    *) runs=$argument ;;
  esac
done

# Installs and builds; the tests are only listed.
./test.sh --list-tests >/dev/null || exit 1

kept=artifacts/repeat-tests
results=$(mktemp -d)
companions=()
finish() {
  ((${#companions[@]} == 0)) || kill "${companions[@]}" 2>/dev/null
  rm -rf "$results"
}
trap finish EXIT
trap 'exit 130' INT TERM

if [ -n "$busy" ]; then
  for _ in $(seq "$(nproc)"); do
    yes >/dev/null &
    companions+=("$!")
  done
fi

# <Counters total=".." passed=".." failed=".." .../>
count() { grep -o '<Counters [^>]*' "$1" 2>/dev/null | grep -o " $2=\"[0-9]*\"" | tr -dc '0-9'; }

bad=0
for run in $(seq "$runs"); do
  started=$SECONDS
  dotnet test Gcd.sln -c Release --no-build --logger "trx;LogFileName=$run.trx" --results-directory "$results" >"$results/$run.log" 2>&1
  status=$?
  trx=$results/$run.trx
  passed=$(count "$trx" passed) failed=$(count "$trx" failed) total=$(count "$trx" total)
  skipped=$((${total:-0} - ${passed:-0} - ${failed:-0}))
  names=$(sed -n 's/.*<UnitTestResult .*testName="\([^"]*\)".* outcome="Failed".*/\1/p' "$trx" 2>/dev/null | sort)
  printf '%s%s: %d min %02d s, %d passed, %d failed, %d skipped%s\n' "$run" "${busy:+ busy}" \
    $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60)) "${passed:-0}" "${failed:-0}" "$skipped" "${names:+: ${names//$'\n'/, }}"
  # A run that crashed has no result, or one without failures.
  if ((status != 0 || ${passed:-0} == 0 || skipped > 0)); then
    bad=$((bad + 1))
    mkdir -p "$kept"
    cp "$results/$run".* "$kept/"
    echo "$names" >>"$results/failures"
  fi
  rm -f "$results/$run".*
done

echo "$runs runs${busy:+ beside $(nproc) busy processes}, $bad with a failure"
[ ! -e "$results/failures" ] || grep . "$results/failures" | sort | uniq -c | sort -rn
((bad == 0))

#!/usr/bin/env bash
# Kills a process that writes to each store, again and again, and looks for everything that it had acknowledged.
# The long form of the kill tests: scripts/kill-tests.sh [KILLS] [SLOW_KILLS] [STORE...]
# Each line is a row of the table in docs/performance.md: store, disk, kills, acknowledged, lost, unreadable, seconds.
set -euo pipefail
cd "$(dirname "$0")/.."

kills=${1:-1000}
slow=${2:-100}
stores=("${@:3}")
((${#stores[@]} > 0)) || stores=(litedb sqlite postgres)

dotnet build Gcd.Tests -c Release --nologo -v quiet >&2
tests=Gcd.Tests/bin/Release/net10.0/Gcd.Tests.dll
status=0

run() {
  # strace tells of its own trouble on its error output; what was lost is told there as well.
  dotnet "$tests" kills "$@" 2> >(grep -v '^/.*strace:' >&2) || status=1
}

for store in "${stores[@]}"; do
  run "$store" "$kills"
  if [ "$store" = postgres ]; then
    run postgres "$kills" --postgres-too
  fi
  run "$store" "$slow" --slow-fsync
done
exit "$status"

#!/usr/bin/env bash
# Kills one of three instances of Gcd behind a published proxy under load, replaces it, kills the next, again and again; then looks for every
# sign-in that was acknowledged. The long form of the tests of dying instances: scripts/instances-tests.sh [KILLS] [haproxy|nginx]
# Without a proxy's name, both. The figures are in deploy/GROWING.md.
set -euo pipefail
cd "$(dirname "$0")/.."

kills=${1:-30}
proxies=("${@:2}")
((${#proxies[@]} > 0)) || proxies=(haproxy nginx)

dotnet build Gcd.Tests -c Release --nologo -v quiet >&2
status=0
for proxy in "${proxies[@]}"; do
  dotnet Gcd.Tests/bin/Release/net10.0/Gcd.Tests.dll instances "$kills" "$proxy" || status=1
done
exit "$status"

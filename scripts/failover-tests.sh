#!/usr/bin/env bash
# Kills PostgreSQL's primary under load, promotes its standby, lets the killed one come back as a standby, again and again;
# then looks for every token that was acknowledged. The long form of the failover tests.
#   scripts/failover-tests.sh [FAILOVERS] [--async | --held-back] [--silent]
# --async       commits do not wait for the standby: what is lost then
# --held-back   neither, and the standby is cut off a while before the primary dies
# --silent      the primary is not killed but stops answering, like a machine that is gone
# The figures are in deploy/GROWING.md.
set -euo pipefail
cd "$(dirname "$0")/.."

failovers=10
if [[ ${1:-} =~ ^[0-9]+$ ]]; then
  failovers=$1
  shift
fi

dotnet build Gcd.Tests -c Release --nologo -v quiet >&2
exec dotnet Gcd.Tests/bin/Release/net10.0/Gcd.Tests.dll failovers "$failovers" "$@"

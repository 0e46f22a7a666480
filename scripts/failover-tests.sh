#!/usr/bin/env bash
# Kills the PostgreSQL that Gcd uses, lets its standby take over, and looks for everything that had been acknowledged.
# The long form of the failover test: scripts/failover-tests.sh [FAILOVERS] [--async | --held-back]
# --async replicates without waiting for the standby; --held-back cuts the standby off a while before the primary dies. Both
# measure what is lost then, and fail only where Gcd does not come back. The figures stand in deploy/GROWING.md.
set -euo pipefail
cd "$(dirname "$0")/.."

failovers=10
if [[ ${1:-} =~ ^[0-9]+$ ]]; then
  failovers=$1
  shift
fi

dotnet build Gcd.Tests -c Release --nologo -v quiet >&2
dotnet Gcd.Tests/bin/Release/net10.0/Gcd.Tests.dll failovers "$failovers" "$@"

#!/usr/bin/env bash
# Kills PostgreSQL's primary under load, promotes its standby, lets the killed one come back as a standby, again and again;
# then looks for every token that was acknowledged. The long form of the failover tests.
#   scripts/failover-tests.sh [FAILOVERS] [--patroni | --patroni-alive | [--async | --held-back] [--silent]]
# --patroni        Patroni promotes, with etcd and deploy/patroni/patroni.yml; the primary's Patroni is killed with it, as if
#                  the machine were gone. Needs Debian's patroni, etcd-server and python3-etcd, which test.sh does not install
# --patroni-alive  the same, but PostgreSQL alone is killed
# --async          commits do not wait for the standby: what is lost then
# --held-back      neither, and the standby is cut off a while before the primary dies
# --silent         the primary is not killed but stops answering, like a machine that is gone
# The figures are in deploy/GROWING.md.
set -euo pipefail
cd "$(dirname "$0")/.."

failovers=10
options=()
for argument in "$@"; do
  if [[ $argument =~ ^[0-9]+$ ]]; then failovers=$argument; else options+=("$argument"); fi
done

dotnet build Gcd.Tests -c Release --nologo -v quiet >&2
exec dotnet Gcd.Tests/bin/Release/net10.0/Gcd.Tests.dll failovers "$failovers" "${options[@]}"

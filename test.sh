#!/usr/bin/env bash
# Installs what the tests need, where this machine lets us, and runs them.
# CI=true: nothing may be skipped. Extra arguments go to `dotnet test`.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Tool -> Debian package. A test that misses its tool is skipped with the reason, or fails under CI.
declare -A packages=(
  [chromium-headless-shell]=chromium-headless-shell [curl]=curl [docker-compose]=docker-compose [haproxy]=haproxy [jq]=jq [khal]=khal
  [nginx]=nginx [node]=nodejs [npm]=npm [pgbouncer]=pgbouncer [postgres]=postgresql [promtool]=prometheus [python3]=python3 [shellcheck]=shellcheck [slowhttptest]=slowhttptest
  [soffice]=libreoffice-calc-nogui [vdirsyncer]=vdirsyncer [xmllint]=libxml2-utils
)

install_tools() {
  local tool made_policy service missing=()
  for tool in "${!packages[@]}"; do
    # nginx and others live in /usr/sbin, which is not on every person's path, and PostgreSQL in a folder for each version.
    PATH="$PATH:/usr/sbin:/sbin:$(printf '%s:' /usr/lib/postgresql/*/bin)" command -v "$tool" >/dev/null 2>&1 || missing+=("${packages[$tool]}")
  done

  # A module that readers of vCard are written in; Debian's belongs to Debian's own Python.
  /usr/bin/python3 -c 'import vobject' >/dev/null 2>&1 || missing+=(python3-vobject)
  # What the earlier service was written with; its own code makes databases for the tests of the takeover.
  /usr/bin/python3 -c 'import google.oauth2.credentials' >/dev/null 2>&1 || missing+=(python3-google-auth)
  /usr/bin/python3 -c 'import cryptography.fernet' >/dev/null 2>&1 || missing+=(python3-cryptography)

  if ((${#missing[@]} > 0)); then
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
      echo "Installing for the tests: ${missing[*]}"
      export DEBIAN_FRONTEND=noninteractive
      # The tests start servers of their own; Debian's packages need not start theirs (this file is asked), nor set one up on port 5432.
      made_policy=
      if [ ! -e /usr/sbin/policy-rc.d ]; then
        made_policy=/usr/sbin/policy-rc.d
        trap 'rm -f "$made_policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' >"$made_policy"
        chmod +x "$made_policy"
      fi
      if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
      fi
      apt-get update -qq || echo "apt-get update failed; trying with what is known" >&2
      apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
        echo "Could not install: ${missing[*]}" >&2
      [ -z "$made_policy" ] || rm -f "$made_policy"
      trap - EXIT
      # Debian's packages would start these at the next boot.
      for service in haproxy pgbouncer prometheus; do
        [[ " ${missing[*]} " != *" $service "* ]] || systemctl disable --quiet "$service" 2>/dev/null || true
      done
    else
      echo "Not here, and not installed without root and apt: ${missing[*]}. The tests that need them are skipped." >&2
    fi
  fi

  # What checks the published document and makes the TypeScript client, in the versions of the lock file alone.
  if command -v npm >/dev/null 2>&1 && ! [ openapi/node_modules/.package-lock.json -nt openapi/package-lock.json ]; then
    npm ci --prefix openapi --no-progress || echo "npm ci failed; the tests that need openapi/node_modules are skipped." >&2
  fi
}

# Most of it is waiting for the network and the disk; the build does not.
install_tools &
trap wait EXIT

# Release, as in production; it also takes a seventh less time.
dotnet restore Gcd.sln --locked-mode
dotnet build Gcd.sln -c Release --no-restore -warnaserror
scripts/compile-ahead.sh {.,Gcd.Sandbox,Gcd.Tests}/bin/Release/net10.0
wait
dotnet test Gcd.sln -c Release --no-build --logger "console;verbosity=minimal" "$@"

#!/usr/bin/env bash
# Tries the container image as an operator would, against the simulated Google, and measures it.
#   scripts/container-test.sh [IMAGE]      default: localhost/google-contacts-downloader:latest
# Needs podman, curl, jq and the .NET SDK (for the simulated Google). Not part of CI, whose machine has neither podman
# nor a base image; making both there takes longer than everything else.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly image=${1:-localhost/google-contacts-downloader:latest}
readonly name=gcd-container-test
readonly port=18000 demo_port=15070 google_port=15071
folder=$(mktemp -d)
demo=

clean_up() {
  podman rm --force --ignore --time 5 "$name" >/dev/null 2>&1 || true
  podman volume rm --force "$name" >/dev/null 2>&1 || true
  [ -z "$demo" ] || kill "$demo" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap clean_up EXIT

fail() {
  echo "FAILED: $1" >&2
  podman logs --tail 20 "$name" >&2 2>/dev/null || true
  exit 1
}

milliseconds() { date +%s%3N; }

wait_for() {
  local began
  began=$(milliseconds)
  until curl -fs -o /dev/null "$1"; do
    (($(milliseconds) - began < 60000)) || fail "$1 did not answer within a minute"
    sleep 0.02
  done
  echo $(($(milliseconds) - began))
}

me() { curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" "http://localhost:$port/me"; }

echo "Starting the simulated Google"
dotnet build Gcd.Sandbox -v quiet --nologo -nodeReuse:false
dotnet Gcd.Sandbox/bin/Debug/net10.0/Gcd.Sandbox.dll --port $demo_port --google-port $google_port --data "$folder/demo" >"$folder/demo.log" 2>&1 &
demo=$!
wait_for "http://localhost:$demo_port/health/live" >/dev/null
# The container's user reads it, who is another one.
install -d -m 0755 "$folder/credentials"
install -m 0644 "$folder/demo/credentials.json" "$folder/credentials/credentials.json"
chmod 0755 "$folder"

echo "Starting the image, read-only and without capabilities"
podman volume create "$name" >/dev/null
began=$(milliseconds)
# The network of this machine, on loopback, because the simulated Google is there.
podman run --detach --name "$name" --network host \
  --read-only --cap-drop all --security-opt no-new-privileges --stop-timeout 45 --log-driver k8s-file \
  --volume "$name:/app/data" --volume "$folder/credentials:/app/credentials:ro,z" \
  --health-cmd 'dotnet /app/Gcd.dll health' --health-interval 5s \
  --env ASPNETCORE_URLS=http://127.0.0.1:$port \
  --env GOOGLE_CREDENTIALS=/app/credentials/credentials.json \
  --env GOOGLE_ENCRYPTION_KEY="$(head -c 32 /dev/urandom | base64)" \
  --env OAUTH_REDIRECT_URI=http://localhost:$demo_port/oauth2callback \
  --env GOOGLE_PEOPLE_ENDPOINT=http://127.0.0.1:$google_port/ \
  --env GOOGLE_CERTS_ENDPOINT=http://127.0.0.1:$google_port/oauth2/v3/certs \
  --env GOOGLE_REVOKE_ENDPOINT=http://127.0.0.1:$google_port/revoke \
  "$image" >/dev/null
wait_for "http://localhost:$port/health/ready" >/dev/null
echo "First start, until ready: $(($(milliseconds) - began)) ms, podman's part and the empty database included"

[ "$(podman exec "$name" id -u)" = 1000 ] || fail "it does not run as user 1000"
podman exec "$name" grep -q '^CapEff:[[:space:]]*0*$' /proc/1/status || fail "it has capabilities"
! podman exec "$name" touch /app/x 2>/dev/null || fail "it can write beside its volume"
podman exec "$name" dotnet /app/Gcd.dll health || fail "the command health does not find it alive"
podman exec "$name" dotnet /app/Gcd.dll health --ready || fail "the command health does not find it ready"
podman healthcheck run "$name" >/dev/null || fail "podman's health check does not find it healthy"
echo "Health, as podman sees it: $(podman inspect --format '{{.State.Health.Status}}' "$name" 2>/dev/null || podman inspect --format '{{.State.Healthcheck.Status}}' "$name")"

pid=$(podman inspect --format '{{.State.Pid}}' "$name")
echo "Memory at rest: $(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status") MiB resident, of it $(awk '/RssAnon/ { print int($2 / 1024) }' "/proc/$pid/status") MiB its own"

# Sent back to the demo's address, as the OAuth client is registered for that one; handed on as an integrator does.
callback=$(curl -s -o /dev/null -w '%{redirect_url}' "$(curl -s "http://localhost:$port/auth?login_hint=ada@example.com" | jq -r .authorization_url)")
token=$(curl -s -X POST --data "${callback#*\?}" "http://localhost:$port/oauth2callback" | jq -r .access_token)
[ "$(me)" = 200 ] || fail "the sign-in gave no token that works"
curl -s --fail-with-body -H "Authorization: Bearer $token" -o "$folder/contacts.csv" "http://localhost:$port/download" || fail "the download failed"
echo "Signed in and downloaded $(($(wc -l <"$folder/contacts.csv") - 1)) contacts"
podman exec "$name" dotnet /app/Gcd.dll backup before-the-kill.db || fail "the backup failed"

echo "Killing it by SIGKILL and starting it again"
podman kill --signal KILL "$name" >/dev/null
podman wait "$name" >/dev/null
began=$(milliseconds)
podman start "$name" >/dev/null
wait_for "http://localhost:$port/health/ready" >/dev/null
echo "Start on an existing database, until ready: $(($(milliseconds) - began)) ms, podman's part included"
[ "$(me)" = 200 ] || fail "the token was lost by the kill"
curl -s --fail-with-body -H "Authorization: Bearer $token" -o /dev/null "http://localhost:$port/download" || fail "the download after the kill failed"

echo "Stopping it, and exporting its volume"
podman stop --time 45 "$name" >/dev/null
[ "$(podman inspect --format '{{.State.ExitCode}}' "$name")" = 0 ] || fail "it did not end with 0 when it was told to stop"
podman volume export "$name" >"$folder/volume.tar"
tar -tf "$folder/volume.tar" | grep -qx 'before-the-kill.db' || fail "the volume's export does not have the backup"
echo "Image: $(podman image inspect --format '{{.Size}}' "$image" | awk '{ printf "%.0f", $1 / 1e6 }') MB in all"
echo "Everything held."

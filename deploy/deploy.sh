#!/usr/bin/env bash
# Prepares and starts Gcd in containers. Safe to run again: it keeps keys and data, and starts anew only what changed.
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source-path=SCRIPTDIR source=names.sh
. ./names.sh

usage() {
  cat <<'TEXT'
Usage: ./deploy.sh [--cluster] [--no-build] [--dry-run | --prepare]

  --cluster   three instances on PostgreSQL with a standby (compose.cluster.yml) instead of one (compose.yml)
  --no-build  takes the image that is here, made or loaded before
  --dry-run   checks what this script knows of and prints what it would do; changes nothing
  --prepare   checks the same, makes missing keys and the Traefik files; builds and starts nothing

The real run lets Gcd check all its settings before it replaces anything that runs.

The settings are in .env; .env.example describes them.
Exit codes: 0 done, 1 the service did not come up or the image could not be tried, 64 not understood, 69 a program is missing, 78 the settings are at fault.
TEXT
}

cluster=false
build=true
dry_run=false
prepare=false
for argument in "$@"; do
  case $argument in
    --cluster) cluster=true ;;
    --no-build) build=false ;;
    --dry-run) dry_run=true ;;
    --prepare) prepare=true ;;
    --help | -h) usage; exit 0 ;;
    *) echo "'$argument' is not understood." >&2; usage >&2; exit 64 ;;
  esac
done

readonly image=localhost/google-contacts-downloader:latest
readonly network=google-contacts-downloader_front
readonly subnet=10.89.41.0/24
if $cluster; then
  compose_file=compose.cluster.yml
  instances=(google-contacts-downloader-1 google-contacts-downloader-2 google-contacts-downloader-3)
  first_port=8001
else
  compose_file=compose.yml
  instances=(google-contacts-downloader)
  first_port=8000
fi

faults=()
fault() { faults+=("$1"); }
note() { echo "Note: $1" >&2; }

stop_if_faulty() {
  ((${#faults[@]} == 0)) && return
  echo "Nothing was started. This has to be mended first:" >&2
  printf '  - %s\n' "${faults[@]}" >&2
  exit 78
}

run() {
  if $dry_run; then
    printf 'Would run: %s\n' "$*"
  else
    "$@"
  fi
}

# Says that something was made, or would be.
tell_made() {
  if $dry_run; then
    echo "Would make $1"
  else
    echo "Made $1"
  fi
}

project=$(basename "$PWD" | tr '[:upper:]' '[:lower:]')
if $dry_run; then
  # What a dry run makes, it makes in a copy.
  copy=$(mktemp -d)
  trap 'rm -rf "$copy"' EXIT
  files=(.env.example ./*.template ./*.yml ./*.sh)
  [ ! -e .env ] || files+=(.env)
  cp -p "${files[@]}" "$copy/"
  [ ! -e credentials/credentials.json ] || { mkdir "$copy/credentials" && touch "$copy/credentials/credentials.json"; }
  cd "$copy"
fi

# --- Programs ---------------------------------------------------------------------------------------------------------

missing=()
for program in podman podman-compose; do
  command -v "$program" >/dev/null 2>&1 || missing+=("$program")
done
if ((${#missing[@]} > 0)); then
  if ! $dry_run && ! $prepare; then
    echo "Not installed: ${missing[*]}. Debian: apt-get install podman podman-compose. Rocky Linux: dnf install epel-release && dnf install podman podman-compose" >&2
    exit 69
  fi
  note "not installed here: ${missing[*]}. The real run needs them."
fi

# --- Settings ---------------------------------------------------------------------------------------------------------

if [ ! -e .env ]; then
  install -m 0600 .env.example .env
  tell_made ".env out of .env.example."
fi
chmod 0600 .env

# Read, not sourced: a settings file is no program.
declare -A settings=()
line_number=0
while IFS= read -r line || [ -n "$line" ]; do
  line_number=$((line_number + 1))
  line=${line%$'\r'}
  case $line in
    '' | '#'*) continue ;;
  esac
  if [[ ! $line =~ ^([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]]; then
    # Without the line itself, which may hold a key.
    fault ".env, line $line_number is not understood. Write NAME=VALUE, without spaces around = and without export."
    continue
  fi
  name=${BASH_REMATCH[1]}
  value=${BASH_REMATCH[2]}
  case $value in
    '"'* | "'"*) fault "$name: its value in .env stands in quotes, which Podman would take for a part of it. Leave them out." ;;
    *' #'*) fault "$name: a comment stands behind its value in .env, and would be taken for a part of it. Give it a line of its own." ;;
    *[[:space:]]) fault "$name: its value in .env ends with a space. Take that away." ;;
  esac
  if [ -n "${settings[$name]+known}" ]; then
    fault "$name: stands twice in .env. Leave one of the lines."
  fi
  settings[$name]=$value
done <.env

setting() { printf '%s' "${settings[$1]-}"; }

# Writes a value where the name stands empty in .env, or at its end.
keep() {
  local name=$1 value=$2 new
  new=$(mktemp .env.XXXXXX)
  chmod 0600 "$new"
  NAME=$name VALUE=$value awk '
    BEGIN { name = ENVIRON["NAME"]; line = name "=" ENVIRON["VALUE"] }
    index($0, name "=") == 1 && !done { print line; done = 1; next }
    { print }
    END { if (!done) print line }' .env >"$new"
  mv "$new" .env
  settings[$name]=$value
}

random_key() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }

domain=$(setting DOMAIN)
case $domain in
  '') fault "DOMAIN: is not set. Give the host name under which people reach the service, such as DOMAIN=contacts.example.org" ;;
  *://*) fault "DOMAIN: '$domain' has a scheme. Give the host name alone, without https://" ;;
  */*) fault "DOMAIN: '$domain' has a path. Give the host name alone." ;;
  *:*) fault "DOMAIN: '$domain' has a port. Give the host name alone; the proxy listens on 443." ;;
  example.com | *.example.com | your-domain.com | *.your-domain.com) fault "DOMAIN: '$domain' is the placeholder of the examples. Give a name of your own, whose DNS record points here." ;;
  *)
    if is_address "$domain"; then
      fault "DOMAIN: '$domain' is an address. Let's Encrypt and Google need a host name."
    elif ! is_host_name "$domain"; then
      fault "DOMAIN: '$domain' is no full host name. Give letters, digits and hyphens with dots between, such as contacts.example.org"
    fi
    ;;
esac

email=$(setting ACME_EMAIL)
case $email in
  '') fault "ACME_EMAIL: is not set. Give an address at which Let's Encrypt reaches you." ;;
  *@example.com | *@your-domain.com) fault "ACME_EMAIL: '$email' is the placeholder of the examples, and Let's Encrypt refuses it. Give an address of your own." ;;
  *) is_mail_address "$email" || fault "ACME_EMAIL: '$email' is no mail address." ;;
esac

key=$(setting ENCRYPTION_KEY)
other_key=$(setting GOOGLE_ENCRYPTION_KEY)
if [ -n "$key" ] && [ -n "$other_key" ] && [ "$key" != "$other_key" ]; then
  fault "ENCRYPTION_KEY: GOOGLE_ENCRYPTION_KEY means the same and has another value in .env. Leave one of the two."
fi
case ${key:-$other_key} in
  secret | your-encryption-key-here | your-very-secure-random-key-here)
    fault "ENCRYPTION_KEY: is a placeholder, which anybody can look up. Leave it empty and run this again: it makes a key. (Not so where a database was sealed under another key: then give that one.)" ;;
  '') ;;
  *) key_in_use=${key:-$other_key}; ((${#key_in_use} >= 16)) || note "ENCRYPTION_KEY is short, and a short one can be guessed. Best are 32 random bytes: openssl rand -base64 32" ;;
esac

# What the compose file says itself: there a line of .env would be overruled, or keep Gcd from starting.
fixed=(OAUTH_REDIRECT_URI HOST PROTOCOL ALLOWED_HOSTS GOOGLE_CREDENTIALS GOOGLE_DATABASE DATABASE_PATH ASPNETCORE_URLS ASPNETCORE_HTTP_PORTS)
! $cluster || fixed+=(TOKEN_STORE POSTGRES_CONNECTION)
for name in "${fixed[@]}"; do
  [ -z "$(setting "$name")" ] || fault "$name: does not count in .env, because $compose_file says it (address and hosts follow from DOMAIN). Take the line out, or change it there."
done

# Gcd's own rules for the numbers that this script needs itself.
is_whole_number() { [[ $1 =~ ^0*([0-9]{1,7})$ ]] && ((10#${BASH_REMATCH[1]} >= $2 && 10#${BASH_REMATCH[1]} <= $3)); }

# As long as Gcd itself may take to stop, and 10 seconds more; its proxy 5 more, since downloads pass through it.
STOP_GRACE=10
for rule in DRAIN_SECONDS:5:0:600 SHUTDOWN_SECONDS:30:1:3600; do
  IFS=: read -r name default least most <<<"$rule"
  seconds=$(setting "$name")
  if [ -n "$seconds" ] && ! is_whole_number "$seconds" "$least" "$most"; then
    fault "$name: '$seconds' is no whole number of seconds from $least to $most. Empty means $default."
    seconds=
  fi
  STOP_GRACE=$((STOP_GRACE + 10#${seconds:-$default}))
done
PROXY_STOP_GRACE=$((STOP_GRACE + 5))
export STOP_GRACE PROXY_STOP_GRACE

for name in LIMIT_SIGN_INS LIMIT_FAILED_TOKENS; do
  limit=$(setting $name)
  [ -z "$limit" ] || is_whole_number "$limit" 0 1000000 || fault "$name: '$limit' is no whole number from 0 to 1000000. 0 means no limit; empty means the default."
done

password=$(setting POSTGRES_PASSWORD)
if $cluster && [[ $password == *[\;\'\"=[:space:]]* ]]; then
  fault "POSTGRES_PASSWORD: holds a character that has a meaning in a connection string (; = quotes or a space). Leave it empty and run this again: it makes one. (Not so where the database was made with it: then change it there first.)"
fi

# --- The machine ------------------------------------------------------------------------------------------------------

rootless=false
[ "$(id -u)" = 0 ] || rootless=true

if $rootless; then
  lowest=$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start 2>/dev/null || echo 1024)
  if ((lowest > 80)); then
    text="ports 80 and 443 are not open to this user. As root: echo net.ipv4.ip_unprivileged_port_start=80 >/etc/sysctl.d/user_priv_ports.conf && sysctl -p /etc/sysctl.d/user_priv_ports.conf"
    if $dry_run || $prepare; then note "$text"; else fault "$text"; fi
  fi
fi

stop_if_faulty

# --- What is made -----------------------------------------------------------------------------------------------------

if [ -z "$key$other_key" ]; then
  keep ENCRYPTION_KEY "$(random_key)"
  tell_made "an encryption key, in .env. Keep a copy of it in a safe place apart from the database."
fi
if $cluster && [ -z "$password" ]; then
  keep POSTGRES_PASSWORD "$(random_key | tr -d '/+=')"
  tell_made "a password for PostgreSQL, in .env."
fi
if $cluster && [ -z "$(setting POSTGRES_REPLICATION_PASSWORD)" ]; then
  keep POSTGRES_REPLICATION_PASSWORD "$(random_key | tr -d '/+=')"
  tell_made "a password for PostgreSQL's standby, in .env."
fi

if $rootless; then
  note "rootless Podman hides the addresses of clients: all of them seem to come from one. A limit by address would count all people together."
  for name in LIMIT_SIGN_INS LIMIT_FAILED_TOKENS; do
    if [ -z "$(setting $name)" ]; then
      keep "$name" 0
      tell_made "the setting $name=0, in .env. If you want the limit, put it into a firewall or a proxy in front, or run as root."
    elif [ "$(setting $name)" != 0 ]; then
      note "$name=$(setting $name) counts all people together here. 0 switches it off."
    fi
  done
fi

DOMAIN=$domain ACME_EMAIL=$email GRACE=$STOP_GRACE ./generate-traefik-config.sh "${instances[@]}" >/dev/null
tell_made "traefik.yml and traefik-dynamic.yml for $domain and ${#instances[@]} instance(s)."

if $prepare; then
  echo "Prepared. Nothing was built or started."
  exit 0
fi

mkdir -p credentials
chmod 0755 credentials
if [ -f credentials/credentials.json ]; then
  # Gcd is user 1000 in its container. Rootless, that is another one out here.
  if $rootless; then
    run podman unshare chown 1000:1000 credentials/credentials.json
    run podman unshare chmod 0400 credentials/credentials.json
  else
    run chown 1000:1000 credentials/credentials.json
    run chmod 0400 credentials/credentials.json
  fi
else
  note "there is no credentials/credentials.json yet. Gcd starts without, and says so; put the OAuth client's file there and run this again."
fi

# --- The start --------------------------------------------------------------------------------------------------------

# Made here, not by podman-compose, of which Debian 12's leaves the subnet out; TRUSTED_PROXIES names it.
if ! $dry_run && podman network exists "$network"; then
  if ! podman network inspect "$network" | grep -q "\"$subnet\""; then
    fault "the network $network has another subnet than $subnet. Remove it (podman-compose down -t 45; podman network rm $network) and run this again."
    stop_if_faulty
  fi
else
  run podman network create --subnet "$subnet" --label "io.podman.compose.project=$project" --label "com.docker.compose.project=$project" "$network"
fi

# --format docker: the other one has no place for a health check.
! $build || run podman build --format docker -t "$image" -f ../Containerfile ..

compose=(podman-compose -f "$compose_file")
fingerprint() {
  podman image inspect --format '{{.Id}}' "$image"
  cat "$compose_file" .env traefik.yml traefik-dynamic.yml
}

# One after the other, so that of several instances the others answer meanwhile. Not `podman-compose down`, whose older
# versions wait one second for downloads that run.
replace() {
  run podman stop --ignore --time "$2" "$1"
  run podman rm --ignore "$1"
  run "${compose[@]}" up -d "$3"
}

# What the compose file gives Gcd beside .env: its first block "environment", with values of .env put in, as NAME=VALUE.
compose_environment() {
  local line value
  awk '
    /^ *environment:$/ { match($0, /^ */); depth = RLENGTH; inside = 1; next }
    !inside || /^ *(#|$)/ { next }
    { match($0, /^ */); if (RLENGTH <= depth) exit }
    /^ *[A-Za-z_]+: / {
      value = substr($0, index($0, ": ") + 2)
      sub(/ +(#.*)?$/, "", value)
      gsub(/^["\047]|["\047]$/, "", value)
      sub(/:$/, "=", $1)
      print $1 value
    }' "$compose_file" |
    while IFS= read -r line; do
      value=
      while [[ $line =~ ^([^$]*)\$\{([A-Za-z_]+)(:-([^}]*))?\}(.*)$ ]]; do
        value+=${BASH_REMATCH[1]}${settings[${BASH_REMATCH[2]}]:-${BASH_REMATCH[4]}}
        line=${BASH_REMATCH[5]}
      done
      printf '%s\n' "$value$line"
    done
}

# Lets the new image read the settings before anything that runs is touched. `health` reads them all, ends with 78 where
# one is at fault, and else with 1, since no service runs in that container. The database is not looked at.
check_settings() {
  local line words status=0 options=()
  while IFS= read -r line; do
    # By its name alone, for a password has no place in a command line.
    export "${line%%=*}=${line#*=}"
    options+=(-e "${line%%=*}")
  done < <(compose_environment)
  local command=(podman run --rm --pull never --no-healthcheck --network none --read-only --cap-drop all --env-file .env "${options[@]}" "$image" health)
  if $dry_run; then
    run "${command[@]}"
    return
  fi
  words=$("${command[@]}" 2>&1) || status=$?
  case $status in
    0 | 1) ;;
    78)
      printf 'Nothing was replaced; what ran before goes on. The settings are at fault:\n%s\nMend them in .env (or in %s, where they stand there) and run this again.\n' "$words" "$compose_file" >&2
      exit 78
      ;;
    *)
      printf 'Nothing was replaced; what ran before goes on. The image could not be tried (podman run ended with %s):\n%s\n' "$status" "$words" >&2
      exit 1
      ;;
  esac
}

readonly postgres_script=/gcd/postgres.sh
knows_standby() { podman container inspect "$1" | grep "$postgres_script" >/dev/null; }

# A standby has nothing to do for "pair". One that copies the primary, or refuses to be a second one, does not answer.
answers() {
  for _ in {1..60}; do
    if podman exec "$1" bash "$postgres_script" pair 2>/dev/null; then return; fi
    sleep 1
  done
  return 1
}

# The two servers of PostgreSQL, whichever is the primary. One that an earlier compose.cluster.yml started knows nothing of
# a standby, and is started anew on its data.
start_postgres() {
  local server container servers=(postgres postgres-2)
  # Without data and without an answer from the other one, the first would make a new and empty database.
  if ! $dry_run && ! podman volume exists google-contacts-downloader_postgres-data && podman volume exists google-contacts-downloader_postgres-2-data; then
    servers=(postgres-2 postgres)
  fi
  for server in "${servers[@]}"; do
    container=google-contacts-downloader-$server
    if ! $dry_run && podman container exists "$container" && ! knows_standby "$container"; then
      echo "$container is started anew, so that a standby can follow it. What needs the database gets 503 meanwhile."
      replace "$container" 60 "$server" || true
      if ! knows_standby "$container"; then
        echo "It could not be removed, since other containers depend on it, and runs on. Run podman-compose -f $compose_file down -t $STOP_GRACE and this again; the data stay." >&2
        exit 1
      fi
    else
      run "${compose[@]}" up -d "$server"
    fi
    if ! $dry_run && ! answers "$container" && [ "$server" = postgres-2 ] && [ "${servers[0]}" = postgres-2 ]; then
      echo "$container alone has data, and does not answer: podman logs $container says why. No new database was made in the other one's place." >&2
      exit 1
    fi
  done
  for server in "${servers[@]}"; do
    container=google-contacts-downloader-$server
    run podman exec "$container" timeout 300 bash "$postgres_script" together ||
      note "$container does not answer, or its standby did not come. README.md, \"When PostgreSQL is lost\", tells what to do."
  done
}

wait_for() {
  echo "Waiting for $1"
  for _ in {1..60}; do
    if podman exec "$1" dotnet /app/Gcd.dll health >/dev/null 2>&1; then
      return
    fi
    sleep 1
  done
  echo "$1 does not answer. The end of its log:" >&2
  podman logs --tail 20 "$1" >&2 || true
  exit 1
}

if ! $dry_run && [ -e .deployed ] && [ "$(fingerprint | sha256sum)" = "$(cat .deployed)" ]; then
  echo "Nothing changed since the last start."
  ! $cluster || start_postgres
  run "${compose[@]}" up -d
else
  # In a shell of its own, which alone has the exported settings.
  (check_settings)
  ! $cluster || start_postgres
  for instance in "${instances[@]}"; do
    replace "$instance" "$STOP_GRACE" "$instance"
    $dry_run || wait_for "$instance"
  done
  replace google-contacts-downloader-proxy "$PROXY_STOP_GRACE" traefik
  $dry_run || fingerprint | sha256sum >.deployed
fi

if $dry_run; then
  echo "This was a dry run: nothing was changed, built or started. DOMAIN, ACME_EMAIL and the key are good; Gcd itself checks the rest before anything is replaced."
  exit 0
fi

for instance in "${instances[@]}"; do
  wait_for "$instance"
  podman exec "$instance" dotnet /app/Gcd.dll health --ready || note "$instance runs, but is not ready; the line above says why."
done

cat <<TEXT

Gcd runs: https://$domain/ (on this machine http://localhost:$first_port/, dashboard of the proxy http://localhost:8081/).
Next:
  1. Register https://$domain/oauth2callback as redirect URI of the OAuth client at Google.
  2. Open https://$domain/ and sign in. The first certificate may take a minute.
  3. Keep a copy of .env apart from the backups: without ENCRYPTION_KEY a backup opens nothing.
  4. Set up backups and monitoring: README.md in this folder.
  5. Let the containers start with the machine: systemctl $($rootless && echo '--user ')enable --now podman-restart.service$($rootless && echo ', and once as root: loginctl enable-linger USER')
TEXT

#!/usr/bin/env bash
# Makes traefik.yml and traefik-dynamic.yml out of their templates.
#   DOMAIN=contacts.example.com ACME_EMAIL=admin@example.com ./generate-traefik-config.sh [INSTANCE...]
# GRACE: the seconds that downloads may take to end when the proxy stops, 45 where it is not set.
# INSTANCE: the containers that run Gcd; google-contacts-downloader where none is named.
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source-path=SCRIPTDIR source=names.sh
. ./names.sh

DOMAIN=${DOMAIN-}
ACME_EMAIL=${ACME_EMAIL-}
GRACE=${GRACE:-45}
instances=("$@")
((${#instances[@]} > 0)) || instances=(google-contacts-downloader)

# Each value stands in a template as it is, so what has a meaning in YAML or in a rule of Traefik must not get there.
faults=()
is_host_name "$DOMAIN" || faults+=("DOMAIN: '$DOMAIN' is no full host name. Give letters, digits and hyphens with dots between, such as contacts.example.com")
is_mail_address "$ACME_EMAIL" || faults+=("ACME_EMAIL: '$ACME_EMAIL' is no mail address. Give one at which Let's Encrypt reaches you, such as admin@example.com")
[[ $GRACE =~ ^[0-9]+$ ]] || faults+=("GRACE: '$GRACE' is no whole number of seconds. Leave it out for 45.")
for instance in "${instances[@]}"; do
  [[ $instance =~ ^[a-z0-9-]+$ ]] || faults+=("INSTANCE: '$instance' is no name of a container here. Give small letters, digits and hyphens, such as google-contacts-downloader-1")
done
if ((${#faults[@]} > 0)); then
  echo "No file was made. This has to be mended first:" >&2
  printf '  - %s\n' "${faults[@]}" >&2
  exit 78
fi

servers=
for instance in "${instances[@]}"; do
  servers+="${servers:+$'\n'}          - url: \"http://$instance:8000\""
done

fill() {
  local text
  text=$(<"$1.template")
  text=${text//@DOMAIN@/$DOMAIN}
  text=${text//@ACME_EMAIL@/$ACME_EMAIL}
  text=${text//@SERVERS@/$servers}
  text=${text//@GRACE@/$GRACE}
  # Into the same file, if it is there: a container that has it mounted keeps seeing it.
  printf '%s\n' "$text" >"$1"
}

fill traefik.yml
fill traefik-dynamic.yml
echo "Made traefik.yml and traefik-dynamic.yml for $DOMAIN and ${#instances[@]} instance(s)."

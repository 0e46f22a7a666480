#!/usr/bin/env bash
# Makes traefik.yml and traefik-dynamic.yml out of their templates.
#   DOMAIN=contacts.example.com ACME_EMAIL=admin@example.com ./generate-traefik-config.sh [INSTANCE...]
# GRACE: the seconds that downloads may take to end when the proxy stops, 45 where it is not set.
# INSTANCE: the containers that run Gcd; google-contacts-downloader where none is named.
set -euo pipefail
cd "$(dirname "$0")"

: "${DOMAIN:?is not set: the host name of the service, such as contacts.example.com}"
: "${ACME_EMAIL:?is not set: the address for Let\'s Encrypt, such as admin@example.com}"
GRACE=${GRACE:-45}
if [[ ! $GRACE =~ ^[0-9]+$ ]]; then
  echo "GRACE: '$GRACE' is no whole number of seconds." >&2
  exit 78
fi
if [[ ! $DOMAIN =~ ^[A-Za-z0-9.-]+$ || ! $ACME_EMAIL =~ ^[A-Za-z0-9.@_+-]+$ ]]; then
  echo "DOMAIN or ACME_EMAIL holds a character that neither a host name nor a mail address has." >&2
  exit 78
fi

instances=("$@")
((${#instances[@]} > 0)) || instances=(google-contacts-downloader)
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

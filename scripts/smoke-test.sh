#!/bin/sh
# Walks through a running Gcd with curl and jq: sign-in, who am I, both downloads, refusals, revocation.
# It is the quick test script of the earlier service, which called it test_oauth.sh.
# shellcheck disable=SC2016  # the expressions are jq's, which has variables of its own
set -u

usage() {
  cat <<'TEXT'
scripts/smoke-test.sh [--login-hint ACCOUNT] [--keep-token] [ADDRESS]

  ADDRESS               where Gcd is, http://localhost:5000 by default
  --login-hint ACCOUNT  sign in as this account without a person; only the sandbox lets one do that
  --keep-token          do not revoke the token at the end

Without --login-hint it prints the address to open in a browser, and reads the token that the browser shows.
Nothing that was downloaded is kept. Ends with 0 when all is as expected, with 1 at the first difference,
with 2 when it cannot begin.
TEXT
}

cannot_begin() {
  echo "$1" >&2
  exit 2
}

address=http://localhost:5000
hint=
keep_token=no
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --login-hint) [ $# -ge 2 ] || { usage >&2; exit 2; }; hint=$2; shift ;;
    --keep-token) keep_token=yes ;;
    http://* | https://*) address=$1; while [ "${address%/}" != "$address" ]; do address=${address%/}; done ;;
    *) echo "Not understood: $1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done

for tool in curl jq; do
  command -v "$tool" >/dev/null || cannot_begin "$tool is needed; on Debian: apt-get install $tool"
done

umask 077
work=$(mktemp -d) || cannot_begin "No temporary folder can be made."
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

steps=0

# expect WHAT CONDITION-IN-JQ REMEDY: the last reply's status is in $status, its body in $work/body.
expect() {
  steps=$((steps + 1))
  if jq -e --argjson status "$status" "$2" "$work/body" >/dev/null 2>&1; then
    echo "ok $steps: $1"
    return
  fi
  {
    echo "NOT OK $steps: $1"
    echo "  expected: $2"
    echo "  came:     status $status, $(jq -rc 'if type == "object" then del(.access_token, .contacts, .authorization_url, .state) else "no object" end' "$work/body" 2>/dev/null || echo "no JSON")"
    echo "  what Gcd advises: $(jq -r '.solution? // .error? // "nothing"' "$work/body" 2>/dev/null || echo "nothing")"
    echo "  what helps: $3"
  } >&2
  exit 1
}

# ask CURL-ARGUMENTS...: a program's request.
ask() {
  : >"$work/body"
  status=$(curl --silent --show-error --max-time 300 --output "$work/body" --dump-header "$work/headers" --write-out '%{http_code}' "$@" 2>"$work/trouble") && return
  {
    echo "NOT OK $((steps + 1)): the request failed: $(cat "$work/trouble")"
    echo "  what helps: see that Gcd runs at $address; its log has the cause when a download broke off."
  } >&2
  exit 1
}

# The token goes to curl in a file, where other users of the machine cannot see it.
ask_with_token() {
  ask --header "@$work/authorization" "$@"
}

echo "Gcd at $address"

ask "$address/health"
expect "the service works" '$status == 200 and .status == "healthy"' "do what error says; docs/troubleshooting.md has more."

if [ -n "$hint" ]; then
  ask --get --data-urlencode "login_hint=$hint" "$address/auth"
else
  ask "$address/auth"
fi
expect "a sign-in begins" '$status == 200 and (.authorization_url | startswith("http")) and .state != ""' "put credentials.json where GOOGLE_CREDENTIALS says."
echo "   redirect URI, as it must be registered at Google: $(jq -r .redirect_uri_used "$work/body")"
authorization=$(jq -r .authorization_url "$work/body")

if [ -n "$hint" ]; then
  ask --location "$authorization"
  expect "the callback gives a token" '$status == 200 and .status == "success" and .token_type == "Bearer" and (.access_token | startswith("gcd_"))' \
    "--login-hint works in the sandbox alone, and for its accounts; leave it out with real Google."
  token=$(jq -r .access_token "$work/body")
else
  printf '\nOpen this address in a browser within ten minutes, and sign in:\n\n%s\n\nThen paste the token that the browser shows: ' "$authorization"
  [ -t 0 ] && stty -echo
  read -r token || token=
  [ -t 0 ] && stty echo
  echo
  [ -n "$token" ] || cannot_begin "No token came."
fi
printf 'Authorization: Bearer %s\n' "$token" >"$work/authorization"

ask_with_token "$address/me"
expect "the token is known" '$status == 200 and .authenticated and (.user_email | contains("@")) and .token.created_at != null' "paste all 53 characters of the token; sign in again if it was revoked."
echo "   signed in as $(jq -r .user_email "$work/body")"

ask_with_token "$address/download?format=json"
expect "contacts come as JSON" '$status == 200 and .total_contacts == (.contacts | length)' "403 and 503 name what Google or the operator has to allow; 429 says how long to wait."
total=$(jq .total_contacts "$work/body")
echo "   $total contacts"

ask_with_token "$address/download"
first=$(head -n 1 "$work/body" | tr -d '\r')
lines=$(wc -l <"$work/body")
jq -n --arg first "$first" --arg type "$(tr -d '\r' <"$work/headers" | sed -n 's/^[Cc]ontent-[Tt]ype: //p')" --argjson lines "$lines" --argjson total "$total" \
  '{$first, $type, $lines, $total}' >"$work/csv" && mv "$work/csv" "$work/body"
expect "contacts come as CSV" '$status == 200 and (.type | startswith("text/csv")) and (.first | startswith("Full Name,") and endswith(",Resource Name")) and .lines > .total' \
  "look at what came; a proxy in between must not change it."

ask_with_token "$address/download?format=xml"
expect "an unknown format is refused" '$status == 400 and (.error | startswith("Invalid format")) and (.solution | contains("csv"))' "the reply is not Gcd's; look for a proxy that answers in its place."

ask "$address/me"
expect "without a token nothing is told" '$status == 401 and (.error | startswith("Authentication required"))' "nobody but Gcd may add an Authorization header on the way."

if [ "$keep_token" = yes ]; then
  echo "All $steps steps are as expected. The token was kept."
  exit 0
fi

ask_with_token --request POST "$address/token/revoke"
expect "the token is revoked" '$status == 200 and .status == "success"' "try again when the database can be written."

ask_with_token "$address/me"
expect "a revoked token opens nothing" '$status == 401 and .type == "urn:gcd:problem:invalid-token"' "no cache may stand between here and Gcd."

echo "All $steps steps are as expected."

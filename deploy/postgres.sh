#!/usr/bin/env bash
# One of the two PostgreSQL servers of compose.cluster.yml, of which one is the primary and the other follows it.
# Runs in the container of PostgreSQL's own image:
#   postgres.sh begin     starts this server; where it has no data, it copies the other one, or makes a new database if there is none
#   postgres.sh follow    the same, but waits for the other one to copy, and never makes a new database
#   postgres.sh pair      lets a standby follow this server, if it is the primary
#   postgres.sh together  waits for the standby; from then on a commit is acknowledged when both have it
#   postgres.sh alone     commits wait for nobody any more: what to run when the standby is away for long
#   postgres.sh promote   makes this standby the primary
# Needs POSTGRES_PEER (the other server), POSTGRES_DB, POSTGRES_USER, POSTGRES_REPLICATION_PASSWORD and PGDATA.
# Exit codes: 0 done, 1 not done, for the reason that is printed, 64 not understood.
set -euo pipefail

readonly role=replicator
readonly hba="host replication $role samenet scram-sha-256"
readonly peer="host=$POSTGRES_PEER user=$role connect_timeout=3"
# In memory, and outside of command lines, which everybody on the machine can read.
export PGPASSFILE=${POSTGRES_PASSFILE:-/tmp/replication}

fail() {
  echo "$1" >&2
  exit 1
}

as_postgres() {
  if [ "$(id -u)" = 0 ]; then gosu postgres "$@"; else "$@"; fi
}

# On this server, over its socket.
sql() { psql -X -A -t -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" "$@"; }
look() { is_standby=$(sql -c 'SELECT pg_is_in_recovery()'); }
peer_answers() { psql -X "$peer dbname=$POSTGRES_DB" -c 'SELECT 1' >/dev/null 2>&1; }
peer_is_primary() { psql -X "$peer dbname=$POSTGRES_DB target_session_attrs=primary" -c 'SELECT 1' >/dev/null 2>&1; }

write_password() {
  # A colon or a backslash in it would end it.
  local password=${POSTGRES_REPLICATION_PASSWORD//\\/\\\\}
  (umask 077 && as_postgres tee "$PGPASSFILE" >/dev/null <<<"*:*:*:$role:${password//:/\\:}")
}

# Complete once PG_VERSION is there; what an earlier try left behind goes first.
copy_peer() {
  echo "Copying $POSTGRES_PEER."
  find "$PGDATA" -mindepth 1 -delete
  as_postgres pg_basebackup -d "$peer" -D "$PGDATA/copy" -X stream -c fast
  as_postgres touch "$PGDATA/copy/standby.signal"
  find "$PGDATA/copy" -mindepth 1 -maxdepth 1 ! -name PG_VERSION -exec mv -t "$PGDATA" {} +
  mv "$PGDATA/copy/PG_VERSION" "$PGDATA"
  rmdir "$PGDATA/copy"
}

start() {
  # The first process of a container ends by a signal only where it says so.
  trap 'exit 0' INT TERM
  mkdir -p "$PGDATA"
  [ "$(id -u)" != 0 ] || chown postgres "$PGDATA"
  write_password
  if [ -e "$PGDATA/PG_VERSION" ]; then
    if [ ! -e "$PGDATA/standby.signal" ] && peer_is_primary; then
      fail "$POSTGRES_PEER is the primary now, and this server was it earlier: it must not be one beside it. Take its data away, and it comes back as the standby (README.md, \"When PostgreSQL is lost\")."
    fi
  elif [ "$1" = follow ]; then
    echo "Waiting for $POSTGRES_PEER, to copy it."
    until peer_is_primary; do sleep 1; done
    copy_peer
  elif peer_is_primary; then
    copy_peer
  elif peer_answers; then
    fail "There is no data here, and $POSTGRES_PEER has some, but is a standby. Promote it first (README.md, \"When PostgreSQL is lost\"); this server copies it then."
  fi
  # Up to so much is kept for a standby that is away; it makes a new copy where that was too little.
  exec docker-entrypoint.sh postgres -c "primary_conninfo=$peer" -c wal_keep_size=512MB
}

pair() {
  look
  [ "$is_standby" = f ] || return 0
  # Without waiting for a standby, which cannot come before this is done.
  sql <<'SQL'
SET synchronous_commit = local;
\getenv password POSTGRES_REPLICATION_PASSWORD
SELECT 'CREATE ROLE replicator LOGIN REPLICATION' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'replicator') \gexec
ALTER ROLE replicator PASSWORD :'password';
SQL
  if ! grep -qxF "$hba" "$PGDATA/pg_hba.conf"; then
    echo "$hba" >>"$PGDATA/pg_hba.conf"
  fi
  sql -c 'SELECT pg_reload_conf()' >/dev/null
}

together() {
  look
  [ "$is_standby" = f ] || return 0
  # Not the copy that is still being made, which streams as well.
  until [ "$(sql -c "SELECT count(*) > 0 FROM pg_stat_replication WHERE state = 'streaming' AND application_name <> 'pg_basebackup'")" = t ]; do sleep 1; done
  sql -c "ALTER SYSTEM SET synchronous_standby_names = '*'" -c 'SELECT pg_reload_conf()' >/dev/null
  echo "Commits wait for the standby."
}

alone() {
  sql -c 'ALTER SYSTEM RESET synchronous_standby_names' -c 'SELECT pg_reload_conf()' >/dev/null
  echo "Commits wait for no standby."
}

promote() {
  look
  [ "$is_standby" = t ] || fail "This server is the primary already."
  ! peer_is_primary || fail "$POSTGRES_PEER still answers as the primary. Stop it and remove its container first."
  # Copied from the primary; this one has nobody to wait for yet.
  alone
  [ "$(sql -c 'SELECT pg_promote(true, 600)')" = t ] || fail "The promotion did not end within ten minutes."
  echo "This server is the primary."
}

case ${1-} in
  begin | follow) start "$1" ;;
  pair | together | alone | promote) "$1" ;;
  *) sed -n '2,/^set /{/^#/s/^# \?//p}' "$0" >&2; exit 64 ;;
esac

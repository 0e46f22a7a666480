# shellcheck shell=bash
# What deploy.sh and generate-traefik-config.sh, which read this file, take for a host name and for a mail address.

is_address() { [[ $1 =~ ^[0-9.]+$ ]]; }

is_host_name() {
  local label='[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
  ((${#1} <= 253)) && ! is_address "$1" && [[ $1 =~ ^$label(\.$label)+$ ]]
}

is_mail_address() { [[ $1 =~ ^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\.[A-Za-z]+$ ]]; }

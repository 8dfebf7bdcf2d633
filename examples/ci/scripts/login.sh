#!/usr/bin/env bash
# Logs in to the orgs of a fleet, each by a JWT. logout.sh takes everything back.
#   SF_ORGS      base64 of a file with a line for each org:
#                <alias> <username> <consumer key> <login URL> [<variable that holds its private key>]
#   SF_JWT_KEY   base64 of the private key in PEM, for every line that names no other variable
set -euo pipefail
umask 077 # keys are files that only this user reads (0600), in a folder of theirs (0700)
keys="$HOME/.synthetic-keys"
mkdir -p "$keys"
orgs=$(base64 --decode <<<"${SF_ORGS:?}")
logged_in=0
while read -r alias username client_id login_url key_variable _ || [[ -n $alias ]]; do
  [[ -z $alias || $alias == '#'* ]] && continue
  key_variable=${key_variable:-SF_JWT_KEY}
  if [[ ! $key_variable =~ ^SF_JWT_KEY[A-Z0-9_]*$ || -z ${!key_variable:-} ]]; then
    echo "No private key for $alias: its variable is not set." >&2
    exit 1
  fi
  # The file has to stay for as long as commands run: the CLI signs with it again when a session ends.
  base64 --decode <<<"${!key_variable}" >"$keys/$key_variable.pem"
  if sf org login jwt --alias "$alias" --username "$username" --client-id "$client_id" --instance-url "$login_url" \
    --jwt-key-file "$keys/$key_variable.pem" </dev/null >/dev/null; then
    logged_in=$((logged_in + 1))
  else
    # No reason to leave out the others: whatever runs next reports this org as not readable, and fails.
    echo "Could not log in to $alias." >&2
  fi
done <<<"$orgs"
echo "Logged in to $logged_in org(s)."
((logged_in > 0))

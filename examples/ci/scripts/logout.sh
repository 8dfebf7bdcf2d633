#!/usr/bin/env bash
# Removes the private keys and the logins. Runs whatever happened before.
set -uo pipefail
rm -rf "$HOME/.synthetic-keys"
command -v sf >/dev/null || exit 0 # nothing was installed, so nothing is logged in
sf org logout --all --no-prompt >/dev/null || exit 1

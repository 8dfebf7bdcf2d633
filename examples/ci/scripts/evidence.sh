#!/usr/bin/env bash
# Runs an audit, or a merge of its parts, so that it adds its evidence to the ledger on the branch audit-evidence, and
# pushes that. See docs/continuous-integration.md for the branch.
#   ci/evidence.sh sf synthetic audit --fleet config/fleet.yaml
# An audit that fails is evidence too: it ends as the audit did, once the evidence is pushed.
set -euo pipefail
ledger="$(dirname "$PWD")/audit-evidence"
git fetch --quiet origin audit-evidence
git worktree add --quiet --detach "$ledger" FETCH_HEAD
code=0
"$@" --evidence "$ledger/ledger" || code=$?
git -C "$ledger" add --all
if ! git -C "$ledger" diff --cached --quiet; then
  git -C "$ledger" -c user.name="${GIT_USER_NAME:-Synthetic audit}" -c user.email="${GIT_USER_EMAIL:-synthetic-audit@localhost}" \
    commit --quiet --message 'Evidence of an audit'
  # Refused where another job added to the branch meanwhile: nothing is ever written over.
  git -C "$ledger" push --quiet origin HEAD:audit-evidence
fi
git worktree remove --force "$ledger"
exit "$code"

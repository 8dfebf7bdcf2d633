#!/usr/bin/env bash
# Deploys to the fleet, takes the run up once more when orgs failed (68) or it did not finish (69), and leaves in
# reports/deploy what became of each org, as JSON and as JUnit test results.
#   ci/deploy.sh --ring canary    the arguments go to the deploy
#   ci/deploy.sh quick            deploys just what the latest dry run with tests validated, which this runner has to know
set -uo pipefail
what=(--fleet config/fleet.yaml)
if [[ ${1:-} == quick ]]; then
  what=(quick --use-most-recent)
  shift
fi
code=0
sf synthetic deploy "${what[@]}" --no-prompt --results-dir reports/deploy "$@" || code=$?
if [[ $code == 68 || $code == 69 ]]; then
  code=0
  sf synthetic deploy resume --no-prompt || code=$? # writes to the same folder
fi
exit "$code"

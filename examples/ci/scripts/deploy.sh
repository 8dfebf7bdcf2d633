#!/usr/bin/env bash
# Deploys to the fleet, takes the run up once more when orgs failed (68) or it did not finish (69), and keeps in reports/
# what became of each org. The arguments go to the deploy, for example --ring canary.
set -uo pipefail
mkdir -p reports
code=0
sf synthetic deploy --fleet config/fleet.yaml --no-prompt "$@" || code=$?
if [[ $code == 68 || $code == 69 ]]; then
  code=0
  sf synthetic deploy resume --no-prompt || code=$?
fi
sf synthetic deploy report --json >reports/deploy.json || true # exits as the run did
exit "$code"

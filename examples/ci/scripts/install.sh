#!/usr/bin/env bash
# Installs the Salesforce CLI and the plugin, at the versions that the pipeline names.
#   SF_CLI_VERSION     for example 2.150.6
#   SYNTHETIC_PLUGIN   for example sf-plugin-synthetic@0.1.0, or the URL of a packed one
set -euo pipefail
npm install --global "@salesforce/cli@${SF_CLI_VERSION:?}"

# An unsigned plugin would be asked about, and nobody is there to answer.
# https://developer.salesforce.com/docs/atlas.en-us.sfdx_setup.meta/sfdx_setup/sfdx_setup_allowlist.htm
allow_list="$HOME/.config/sf/unsignedPluginAllowList.json"
mkdir -p "$(dirname "$allow_list")"
[[ -e $allow_list ]] || printf '["sf-plugin-synthetic", "%s"]\n' "${SYNTHETIC_PLUGIN:?}" >"$allow_list"
sf plugins install "$SYNTHETIC_PLUGIN"

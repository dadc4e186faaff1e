#!/usr/bin/env bash
# Measures the whole operator on this machine; docs/benchmarks.md is made from what this leaves in bench/results.
#
#   bench/run.sh                  every scenario but the soak, about 25 minutes; then the page and its plots
#   bench/run.sh SCENARIO [options]   one of them (burst, rate, trickle, slow-api, hold, fail-over, idle, ceiling), then the page
#   bench/run.sh soak [MINUTES]   mixed load with faults, default 60 minutes; goes on where an earlier run was ended
#   bench/run.sh report           the page and its plots alone
#
# It runs what scripts/publish.sh left in artifacts/publish, and publishes first if there is nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

export E2E_PUBLISHED=${E2E_PUBLISHED:-$PWD/artifacts/publish}
[ -x "$E2E_PUBLISHED/Controller/Controller" ] || scripts/publish.sh "$E2E_PUBLISHED"
dotnet build bench/ApplicationLoad -c Release -v quiet -nologo
load() { dotnet bench/ApplicationLoad/bin/Release/net10.0/ApplicationLoad.dll "$@"; }

case "${1:-all}" in
  all)
    load burst hold fail-over idle
    load rate trickle
    load slow-api --minutes 2
    load ceiling --rates 1000,2000,3000,4000 --qps 0
    load report
    ;;
  report) load report ;;
  soak) load soak --minutes "${2:-60}"; load report ;;
  *) load "$@"; load report ;;
esac

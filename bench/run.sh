#!/usr/bin/env bash
# Measures the whole operator on this machine; docs/benchmarks.md is made from what this leaves in bench/results.
#
#   bench/run.sh                  every scenario but the soak, about 25 minutes; then the page and its plots
#   bench/run.sh SCENARIO... [options]   some of them (burst, rate, trickle, slow-api, hold, fail-over, idle, ceiling), then the page
#   bench/run.sh soak [MINUTES] [options]   mixed load with faults, default 60 minutes; goes on where an earlier run was ended
#   bench/run.sh report [options]   the page and its plots alone
#   bench/run.sh --help           all options, such as --results FOLDER --document FILE, and --external for any cluster of KUBECONFIG
#
# It runs what scripts/publish.sh left in artifacts/publish (or in E2E_PUBLISHED), and publishes what is not there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet build bench/ApplicationLoad -c Release -v quiet -nologo
load() { dotnet bench/ApplicationLoad/bin/Release/net10.0/ApplicationLoad.dll "$@"; }

# A cluster that is not ours has its own operator, and the page needs none.
case " $* " in
  *' --external '* | *' --help '* | ' report '*) ;;
  *)
    export E2E_PUBLISHED=${E2E_PUBLISHED:-$PWD/artifacts/publish}
    case "$(uname -m)" in aarch64) runtime=linux-arm64 ;; *) runtime=linux-x64 ;; esac
    missing=()
    for program in Webhook/Webhook Controller/Controller Cli/sparkctl LocalCluster/LocalCluster; do
      [ -x "$E2E_PUBLISHED/$program" ] || missing+=("${program%/*}")
    done
    [ ${#missing[@]} -eq 0 ] || scripts/publish.sh "$E2E_PUBLISHED" "$runtime" "${missing[@]}"
    ;;
esac

# report OPTION...: of those that were given for a run, the two that say where results and page are.
report() {
  local where=()
  while [ $# -gt 0 ]; do
    case $1 in --results | --document) where+=("$1" "$2"); shift ;; esac
    shift
  done
  load report "${where[@]}"
}

case "${1:-all}" in
  all)
    load burst hold fail-over idle
    load rate trickle
    load slow-api --minutes 2
    load ceiling --rates 1000,2000,3000,4000 --qps 0
    load report
    ;;
  report | --help) load "$@" ;;
  soak)
    shift
    minutes=60
    case "${1:-}" in [0-9]*) minutes=$1; shift ;; esac
    load soak --minutes "$minutes" "$@"
    report "$@"
    ;;
  *)
    load "$@"
    report "$@"
    ;;
esac

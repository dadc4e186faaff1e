#!/usr/bin/env bash
# Sizes of what is deployed, and how long it takes from the start of a process until /readyz says 200, against a LocalCluster with our definitions.
# Beside the time there is what it used of a CPU until then: on a busy machine the rest is waiting for one.
#   bench/start.sh [FOLDER, default artifacts/publish] [TIMES, default 10]      FOLDER: what scripts/publish.sh made
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
published=$(cd "${1:-artifacts/publish}" && pwd)
times=${2:-10}

work=$(mktemp -d)
cluster=
trap '[ -z "$cluster" ] || kill "$cluster"; rm -rf "$work"' EXIT
touch "$work/cluster.log"
"$published/LocalCluster/LocalCluster" --listen https://127.0.0.1:0 --write-kubeconfig "$work/kubeconfig" --nodes 0 > "$work/cluster.log" &
cluster=$!
until grep -q '^ready ' "$work/cluster.log"; do kill -0 "$cluster"; sleep 0.1; done
"$published/Cli/sparkctl" --kubeconfig "$work/kubeconfig" crds install > "$work/crds.log"

tick=$((1000 / $(getconf CLK_TCK)))

# One start: milliseconds, and those of a CPU.
start() {
  local port=$((20000 + RANDOM % 10000)) begin=${EPOCHREALTIME/./} process
  "$published/$1/$1" --kubeconfig "$work/kubeconfig" --metrics-bind-address "127.0.0.1:$port" "${@:2}" > "$work/program.log" 2>&1 &
  process=$!
  until curl --silent --fail --output /dev/null "http://127.0.0.1:$port/readyz"; do
    kill -0 "$process" || { cat "$work/program.log" >&2; return 1; }
    sleep 0.005
  done
  local end=${EPOCHREALTIME/./} stat
  # Behind the name, which may hold blanks: user and system time are the 12th and the 13th.
  read -r -a stat < <(sed 's/.*) //' "/proc/$process/stat")
  echo $(((end - begin) / 1000)) $(((stat[11] + stat[12]) * tick))
  kill "$process"
  wait "$process" || true
}

echo "$(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), $times starts each"
for program in Controller Webhook; do
  options=()
  [ "$program" = Controller ] || options=(--listen https://127.0.0.1:0 --certificate-directory "$work/certificates" --self-signed-certificate)
  # The certificate is made by the first start and found by the others.
  mapfile -t taken < <(for ((i = 0; i < times; i++)); do start "$program" "${options[@]}"; done | sort -n)
  [ "${#taken[@]}" -eq "$times" ] || exit 1
  cpu=$(printf '%s\n' "${taken[@]#* }" | sort -n | sed -n "$((times / 2 + 1))p")
  echo "$program: ready after ${taken[times / 2]% *} ms (median), ${taken[0]% *} ms (least), ${taken[times - 1]% *} ms (most); CPU $cpu ms (median)"
done
for program in Controller Webhook Cli; do
  echo "$program: $(($(du --bytes --summarize "$published/$program" | cut -f1) / 1000000)) MB"
done

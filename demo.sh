#!/usr/bin/env bash
# Shows a SparkApplication run from apply to COMPLETED, on an embedded cluster with simulated nodes. Needs the .NET 10 SDK alone.
#
#   ./demo.sh                  runs examples/spark-pi.yaml, shows it live, prints the driver log, stops everything
#   ./demo.sh my-app.yaml      runs your manifest
#   ./demo.sh --keep           leaves the cluster running and prints how to reach it with kubectl
#   ./demo.sh --stop           stops what --keep left running
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"

built=artifacts/demo
running=$built/running   # "PID PROGRAM" lines of a cluster that --keep left, after the line of its folder

# Ends the processes of a kept cluster: only those that still are what was started.
stop_kept() {
  [ -e "$running" ] || { echo "demo.sh: nothing is running"; return; }
  local folder pid name
  { read -r folder
    while read -r pid name; do
      case "$(ps -o args= -p "$pid" 2> /dev/null)" in
        *"/$name "*) kill -TERM "$pid" ;;
      esac
    done
  } < "$running"
  case "$folder" in */spark-operator-demo.*) rm -rf "$folder" ;; esac
  rm -f "$running"
  echo "Stopped."
}

keep=false manifest=examples/spark-pi.yaml
for argument in "$@"; do
  case "$argument" in
    --keep) keep=true ;;
    --stop) stop_kept; exit 0 ;;
    -h|--help) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;;
    -*) echo "demo.sh: unknown option '$argument'; there are --keep, --stop and the path of a manifest" >&2; exit 2 ;;
    *) manifest=$argument ;;
  esac
done
[ -r "$manifest" ] || { echo "demo.sh: cannot read the manifest '$manifest'; give the path of a YAML or JSON file" >&2; exit 2; }
if "$keep" && [ -e "$running" ]; then
  echo "demo.sh: a cluster is kept already (export KUBECONFIG=$(head -n 1 "$running")/kubeconfig); './demo.sh --stop' ends it" >&2; exit 2
fi
command -v dotnet > /dev/null || { echo "demo.sh: the .NET 10 SDK is needed and 'dotnet' is not on the PATH" >&2; exit 2; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

work=$(mktemp -d "${TMPDIR:-/tmp}/spark-operator-demo.XXXXXX")
chmod 700 "$work"
pids=() names=()

stop() {
  local pid
  for (( i = ${#pids[@]} - 1; i >= 0; i-- )); do kill -TERM "${pids[i]}" 2> /dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2> /dev/null || true; done
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Builds what the demo runs, unless nothing has changed since the last time.
build() {
  local stamp=$built/stamp
  if [ -e "$stamp" ] && [ -z "$(find Shared.* Kubernetes.Client Webhook Controller Cli LocalCluster crds Directory.* ./*.slnf global.json -newer "$stamp" -type f -not -path '*/obj/*' -not -path '*/bin/*' -print -quit)" ]; then
    return
  fi
  echo "Building ..."
  mkdir -p "$built"
  # The analysers have their say in verify.sh; here they would only make a first look slower.
  dotnet build Demo.slnf -c Release --artifacts-path "$built" -v quiet -nologo -p:RunAnalyzers=false -p:GenerateDocumentationFile=false > "$built/build.log" 2>&1 \
    || { grep -E 'error|Error' "$built/build.log" | sort -u | head -n 20; echo "demo.sh: the build failed; all of it: $built/build.log" >&2; exit 1; }
  touch "$stamp"
}
program() { local project=$1 name=$2; shift 2; "$built/bin/$project/release/$name" "$@"; }
sparkctl() { program Cli sparkctl --kubeconfig "$KUBECONFIG" "$@"; }

# start NAME ARGUMENTS...: runs one process and waits until it says that it is ready; its address is then in $address.
start() {
  local name=$1; shift
  # Ctrl-C in this terminal is for this script, which then ends its processes in order; a kept cluster does not hear it at all.
  (trap '' INT; exec "$root/$built/bin/$name/release/$name" "$@" < /dev/null > "$work/$name.log" 2>&1) &
  local pid=$! waited=0
  pids+=("$pid") names+=("$name")
  until address=$(sed -n 's/^ready //p' "$work/$name.log" | head -n 1) && [ -n "$address" ]; do
    if ! kill -0 "$pid" 2> /dev/null || [ "$waited" -ge 600 ]; then
      echo "demo.sh: $name did not become ready; its output:" >&2; tail -n 20 "$work/$name.log" >&2; exit 1
    fi
    sleep 0.05; waited=$((waited + 1))
  done
  printf '  %-13s %s\n' "$name" "$address"
}

build
export KUBECONFIG=$work/kubeconfig

echo "Starting"
# Webhook and controller run under service accounts of their own, with the roles that are shipped and no other right.
start LocalCluster --listen https://127.0.0.1:0 --write-kubeconfig "$KUBECONFIG" \
  --account spark-operator/spark-operator-controller="$work/controller.kubeconfig" --account spark-operator/spark-operator-webhook="$work/webhook.kubeconfig"
sparkctl crds install > "$work/crds.log"
sparkctl create kustomize/overlays/cluster/rbac.yaml > "$work/roles.log"
start Webhook --kubeconfig "$work/webhook.kubeconfig" --listen https://127.0.0.1:0 --metrics-listen http://127.0.0.1:0 --certificate-directory "$work/certificates" --self-signed-certificate
program Webhook Webhook --print-configurations --url "$address" --ca-file "$work/certificates/ca.crt" | sparkctl create - > "$work/webhooks.log"
start Controller --kubeconfig "$work/controller.kubeconfig" --metrics-listen http://127.0.0.1:0 --leader-election=false

# What an administrator gives to those who run Spark: a namespace, and a service account with the rights of a driver.
namespace=$(sed -nE 's/^ *"?namespace"?: *"?([a-z0-9-]+).*/\1/p' "$manifest" | head -n 1)
namespace=${namespace:-default}
accounts=$({ echo spark; sed -nE 's/^ *"?serviceAccount(Name)?"?: *"?([a-z0-9.-]+).*/\2/p' "$manifest"; } | sort -u)
{
  if [ "$namespace" != default ]; then printf 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: %s\n' "$namespace"; fi
  for account in $accounts; do
    echo ---
    sed -e "s/namespace: default/namespace: $namespace/" -e "s/name: spark-driver/name: spark-driver-$account/" -e "s/name: spark$/name: $account/" examples/spark-rbac.yaml
  done
} | sparkctl create - > "$work/rbac.log"

printf '\n$ sparkctl create %s\n' "$manifest"
sparkctl create "$manifest" | tee "$work/created.log"
application=$(sed -nE 's/^sparkapplication(\.sparkoperator\.k8s\.io)?\/([^ ]+) .*/\2/p' "$work/created.log" | head -n 1)
outcome=0
if [ -n "$application" ]; then
  printf '\n$ sparkctl watch %s\n' "$application"
  sparkctl -n "$namespace" watch "$application" || outcome=$?
  printf '\n$ sparkctl log %s\n' "$application"
  sparkctl -n "$namespace" log "$application" || true
fi

if "$keep"; then
  { echo "$work"; for i in "${!pids[@]}"; do echo "${pids[i]} ${names[i]}"; done; } > "$running"
  trap - EXIT
  disown -a
  cat <<EOF

The cluster keeps running (logs in $work); './demo.sh --stop' ends it.

export KUBECONFIG=$KUBECONFIG
EOF
fi
exit "$outcome"

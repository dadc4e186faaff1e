#!/bin/sh
# Publishes all that we ship: self-contained, trimmed, compiled ahead (docs/adr/0006).
#   scripts/publish.sh [output folder, default ./artifacts/publish] [runtime, default linux-x64]
# Each program gets a folder of its own. Builds beside the normal one, so that bin and obj stay as they are. Ends with the sizes.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
out=${1:-$root/artifacts/publish}
runtime=${2:-linux-x64}

for program in Webhook Controller Cli LocalCluster; do
  dotnet publish "$root/$program/$program.csproj" -c Release -r "$runtime" -v q -nologo --artifacts-path "$root/artifacts/build" -o "$out/$program"
done

du -sm "$out"/*

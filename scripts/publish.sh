#!/bin/sh
# Publishes what we ship: self-contained, trimmed, compiled ahead (docs/adr/0006).
#   scripts/publish.sh [output folder, default ./artifacts/publish] [runtime, default linux-x64] [program..., default all]
# Each program gets a folder of its own. Builds beside the normal one, so that bin and obj stay as they are. Ends with the sizes.
# The Dockerfiles run this script too, so that what is tested here is what is in the images.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
out=${1:-$root/artifacts/publish}
runtime=${2:-linux-x64}
[ $# -gt 2 ] && shift 2 || set -- Webhook Controller Cli LocalCluster

for program in "$@"; do
  dotnet publish "$root/$program/$program.csproj" -c Release -r "$runtime" -v q -nologo --artifacts-path "$root/artifacts/build" -o "$out/$program"
done

du -sm "$out"/*

#!/bin/sh
# Packs the recordings of SOURCE_DIR (sets as subfolders; manifests in its subfolder `corpus` or beside it) into tests/goldens.
set -eu
if [ $# -ne 1 ]; then
  echo "usage: scripts/refresh-goldens.sh SOURCE_DIR" >&2
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$1" 2>/dev/null && pwd) || { echo "'$1' is no folder; name the folder that holds the sets as subfolders." >&2; exit 2; }
exec dotnet run "$here/refresh-goldens.cs" -- "$source" "$here/../tests/goldens"

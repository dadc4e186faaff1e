#!/bin/sh
# Runs a published program as its image would: another root that is read-only and holds no shell, an unprivileged user, no new privileges.
#   scripts/run-as-image.sh FOLDER PROGRAM [--writable DIRECTORY] [ARGUMENT...]    FOLDER: what scripts/publish.sh made, such as artifacts/publish
# The layout is read from the COPY lines of the program's Dockerfile; the libraries of the base image are those of this machine.
# Needs root, for mounts in a namespace of its own. --writable DIRECTORY stands for an emptyDir, and is the same path inside.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
published=$(cd "$1" && pwd)
program=$2
shift 2
writable=
if [ "${1:-}" = --writable ]; then writable=$2; shift 2; fi
case "$program" in
  Controller) dockerfile=$root/Dockerfile.controller ;;
  Webhook) dockerfile=$root/Dockerfile.webhook ;;
  Cli) dockerfile=$root/Dockerfile.sparkctl ;;
  *) echo "run-as-image.sh: '$program' has no image; there are Controller, Webhook and Cli" >&2; exit 2 ;;
esac
user=$(sed -n 's/^USER //p' "$dockerfile")
entry=$(sed -n 's/^ENTRYPOINT \["\(.*\)"\]/\1/p' "$dockerfile")
copies=$(sed -n 's/^COPY --from=build //p' "$dockerfile" | sed -e "s#^/published#$published#" -e "s#^/source#$root#")
export root user entry copies writable

exec unshare --mount --pid --fork --kill-child sh -c '
  set -eu
  image=$(mktemp -d)
  mount -t tmpfs none "$image"
  # The base image: the C library, OpenSSL and the authorities that it trusts; nothing that can be run.
  bind() { mkdir -p "$image$2"; mount --bind "$1" "$image$2"; mount -o remount,bind,ro "$image$2"; }
  for folder in /lib /lib64 /usr/lib /etc/ssl; do [ ! -e "$folder" ] || bind "$(readlink -f "$folder")" "$folder"; done
  echo "$copies" | while read -r from to; do bind "$from" "$to"; done
  if [ -n "$writable" ]; then mkdir -p "$image$writable"; mount --bind "$writable" "$image$writable"; fi
  mkdir -p "$image/proc" "$image/dev" "$image/tmp"
  mount -t proc none "$image/proc"
  for device in null urandom; do : > "$image/dev/$device"; mount --bind "/dev/$device" "$image/dev/$device"; done
  mount -o remount,ro "$image"
  unset root copies
  # The image has no shell to change the root from: this one does it, and is replaced.
  exec setpriv --no-new-privs chroot --userspec="$user" "$image" "$entry" "$@"
' sh "$@"

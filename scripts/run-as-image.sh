#!/bin/sh
# Runs a published program as its image would: another root that is read-only and holds no shell, an unprivileged user, no new privileges.
#   scripts/run-as-image.sh FOLDER PROGRAM [--writable DIRECTORY[:PATH]]... [--mount DIRECTORY:PATH]... [ARGUMENT...]
#     FOLDER       what scripts/publish.sh made, such as artifacts/publish
#     PROGRAM      Controller, Webhook or Cli
#     --writable   stands for an emptyDir; without PATH it is the same path inside
#     --mount      stands for a Secret or a ConfigMap: read-only
# The layout, the user and the variables are read from the program's Dockerfile; the libraries of the base image are those of this machine.
# Needs root, for mounts in a namespace of its own. It becomes the program: a signal sent to it is sent to the program.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
published=$(cd "$1" && pwd)
program=$2
shift 2
mounts=
while :; do
  case "${1:-}" in
    --writable) access=rw ;;
    --mount) access=ro ;;
    *) break ;;
  esac
  mounts="$mounts$access $(cd "${2%%:*}" && pwd) ${2##*:}
"
  shift 2
done
case "$program" in
  Controller) dockerfile=$root/Dockerfile.controller ;;
  Webhook) dockerfile=$root/Dockerfile.webhook ;;
  Cli) dockerfile=$root/Dockerfile.sparkctl ;;
  *) echo "run-as-image.sh: '$program' has no image; there are Controller, Webhook and Cli" >&2; exit 2 ;;
esac
user=$(sed -n 's/^USER //p' "$dockerfile")
entry=$(sed -n 's/^ENTRYPOINT \["\(.*\)"\]/\1/p' "$dockerfile")
variables=$(sed -n 's/^ENV //p' "$dockerfile")
copies=$(sed -n 's/^COPY --from=build //p' "$dockerfile" | sed -e "s#^/published#$published#" -e "s#^/source#$root#")
export user entry variables copies mounts

exec unshare --mount sh -c '
  set -eu
  umask 022
  # In the namespace of its own nobody else sees what is put over this folder, and nothing is left when it ends.
  image=/mnt
  mount -t tmpfs none "$image"
  bind() { mkdir -p "$image$3"; mount --bind "$2" "$image$3"; [ "$1" = rw ] || mount -o remount,bind,ro "$image$3"; }
  # The base image: the C library, OpenSSL and the authorities that it trusts; nothing that can be run.
  for folder in /lib /lib64 /usr/lib /etc/ssl; do [ ! -e "$folder" ] || bind ro "$(readlink -f "$folder")" "$folder"; done
  while read -r from to; do bind ro "$from" "$to"; done <<END
$copies
END
  while read -r access from to; do [ -z "$access" ] || bind "$access" "$from" "$to"; done <<END
$mounts
END
  mkdir -p "$image/proc" "$image/dev" "$image/tmp"
  mount -t proc none "$image/proc"
  for device in null urandom; do : > "$image/dev/$device"; mount --bind "/dev/$device" "$image/dev/$device"; done
  mount -o remount,ro "$image"
  for variable in $variables; do export "${variable?}"; done
  unset copies mounts variables
  # The image has no shell to change the root from: this one does it, and is replaced.
  exec setpriv --no-new-privs chroot --userspec="$user" "$image" "$entry" "$@"
' sh "$@"

#!/usr/bin/env bash
# Proves everything, for people and for CI alike: format, build, every test. The last line is "N passed, N failed, N skipped".
#
#   ./verify.sh            all of it
#   ./verify.sh --fast     without the end-to-end tests
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 2

fast=false
case "${1:-}" in
  '') ;;
  --fast) fast=true ;;
  *) echo "verify.sh: unknown option '$1'; there is only --fast" >&2; exit 2 ;;
esac

logs=artifacts/verify
mkdir -p "$logs"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
passed=0 failed=0 skipped=0

say() { printf '\n== %s\n' "$*"; }

# check NAME COMMAND...: one check that is not a test of its own.
check() {
  local name=$1; shift
  say "$name"
  local started=$SECONDS
  if "$@" > "$logs/$name.log" 2>&1; then
    passed=$((passed + 1)); echo "ok ($((SECONDS - started)) s)"
  else
    failed=$((failed + 1)); tail -n 40 "$logs/$name.log"; echo "FAILED ($((SECONDS - started)) s); all of it: $logs/$name.log"
    return 1
  fi
}

# tests NAME PROJECT: runs one test project and adds its counts; a project that ran nothing has failed.
tests() {
  local project=$1 name log started=$SECONDS line
  name=$(basename "$project"); log="$logs/$name.log"
  say "$name"
  dotnet test "$project" -c Release --no-build --logger 'console;verbosity=minimal' > "$log" 2>&1
  local code=$?
  line=$(grep -E '(Passed|Failed|Skipped)! +- Failed: ' "$log" | tail -n 1)
  if [ -z "$line" ]; then
    failed=$((failed + 1)); tail -n 40 "$log"; echo "FAILED: no test ran; all of it: $log"
    return
  fi
  count() { sed -E "s/.*$1: +([0-9]+).*/\1/" <<< "$line"; }
  passed=$((passed + $(count Passed))); skipped=$((skipped + $(count Skipped)))
  local bad; bad=$(count Failed)
  if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  failed=$((failed + bad))
  if [ "$bad" -ne 0 ]; then grep -vE '^\s*$' "$log" | tail -n 80; fi
  echo "$line ($((SECONDS - started)) s)"
}

# Tools that tests drive. A person without one gets a named skip; CI installs it, and a missing one then fails its tests.
install_tools() {
  local missing=()
  command -v python3 > /dev/null || missing+=(python3)
  # The module belongs to Debian's own interpreter, whichever python3 comes first on the PATH.
  [ -d /usr/lib/python3/dist-packages/kubernetes ] || missing+=(python3-kubernetes)
  # What renders the chart: the template language of helm and its functions.
  command -v go > /dev/null && [ -d /usr/share/gocode/src/github.com/Masterminds/sprig ] || missing+=(golang-go golang-github-masterminds-sprig-dev)
  command -v promtool > /dev/null || missing+=(prometheus)
  command -v lua5.4 > /dev/null || missing+=(lua5.4)
  for shell in zsh fish; do command -v "$shell" > /dev/null || missing+=("$shell"); done
  [ ${#missing[@]} -eq 0 ] && return
  # RUNLEVEL keeps the packages from starting what they bring; the tests want the tools alone.
  apt-get update && RUNLEVEL=1 apt-get install -y --no-install-recommends "${missing[@]}"
}
if [ "${CI:-}" = true ]; then check tools install_tools; fi

check build dotnet build SparkOperator.sln -c Release -v quiet -nologo || { echo; echo "$passed passed, $failed failed, $skipped skipped"; exit 1; }
check format dotnet format SparkOperator.sln --verify-no-changes --no-restore

for project in tests/*.Tests; do
  case "$project" in tests/EndToEnd.Tests) continue ;; esac
  tests "$project"
done
# End to end with what is shipped: trimmed, compiled ahead, sparkctl as one file.
if ! "$fast" && check publish scripts/publish.sh artifacts/publish; then
  E2E_PUBLISHED=$PWD/artifacts/publish tests tests/EndToEnd.Tests
fi

printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

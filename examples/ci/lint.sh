#!/bin/sh
# Any other CI: what helm or kustomize would apply is judged before it is. The exit code is that of sparkctl: 0 clean, 1 findings, 2 unusable input.
set -eu
if [ -f kustomization.yaml ]; then
  kustomize build . | sparkctl lint - --policy policy.yaml
else
  cat manifests/*.yaml | sparkctl lint - --policy policy.yaml
fi

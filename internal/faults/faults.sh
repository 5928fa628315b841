#!/usr/bin/env bash
# The faults in their whole length, with their figures; a quarter of an hour.
set -euo pipefail
cd "$(dirname "$0")/../.."
ENTENTE_FAULTS=whole CI=true go test -count=1 -v -timeout 45m ./internal/faults | grep -vE '^=== '

#!/usr/bin/env bash
# Runs the tests that `swift build --build-tests` has built. The last line says how many passed and failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
# All tests are Swift Testing's, which runs them side by side by itself. Its lines about single tests are kept only
# where they say that something went wrong.
swift test --skip-build --disable-xctest "$@" 2>&1 </dev/null | tee "$log" |
    grep -vE '^(◇|✔ Test [^r]|✔ Test r[^u]|✔ Suite|↳ )' || status=${PIPESTATUS[0]}

summary=$(grep -E 'Test run with [0-9]+ tests?' "$log" | tail -n 1 || true)
if [[ -z $summary ]]; then
    tail -n 40 "$log"
    echo "the test run ended without its summary (exit $status)"
    exit $((status == 0 ? 1 : status))
fi
total=$(sed -E 's/.*Test run with ([0-9]+) tests?.*/\1/' <<<"$summary")
failed=$(grep -cE '^✘ Test .* failed after' "$log" || true)
# The summary of a failed run begins with the same words.
if grep -qE '^✘ Test run with' "$log"; then failed=$((failed - 1)); fi
skipped=$(grep -cE '^➜ Test .* skipped' "$log" || true)
if ((failed > 0)); then
    echo "failed:"
    grep -E '^✘ Test .* failed after' "$log" | grep -vE '^✘ Test run with' | sort
fi
if ((skipped > 0)); then echo "$skipped skipped"; fi
echo "$((total - failed - skipped)) passed, $failed failed"
if ((failed > 0 && status == 0)); then status=1; fi
exit "$status"

#!/usr/bin/env bash
# Sends the 1 GB snapshot of the benchmarks from blob to blob, with the optimized program, while the stand-in of the tests fails
# 3 % of the requests, cuts 1 % of the connections in the middle of a body, and throttles. Prints time, peak RSS and what went
# wrong; fails when the result is not that of a local run, when memory passes its bound, or when something was done twice that
# must not be. Needs some 4 GB of memory for the stand-in, which keeps all blobs in it.
#     MANNEQUIN=FILE       the program (default: .build/release/mannequin)
#     MANNEQUIN_SNAPSHOT=FILE  another snapshot
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

mannequin="${MANNEQUIN:-$(swift build -c release --show-bin-path)/mannequin}"
snapshot="${MANNEQUIN_SNAPSHOT:-}"
if [[ -z "$snapshot" ]]; then
    folder="$(mktemp -d)"
    trap 'rm -rf "$folder"' EXIT
    snapshot="$folder/large.rdb"
    swift run -c release --package-path Benchmarks Benchmark --mannequin "$mannequin" --make-large "$snapshot"
fi
export MANNEQUIN_FAULT_RUN_PROGRAM="$mannequin" MANNEQUIN_FAULT_RUN_SNAPSHOT="$snapshot"
swift test --filter FaultRunTests

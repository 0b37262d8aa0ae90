#!/usr/bin/env bash
# Builds the command, optimized, into .build/release/mannequin. Swift's own libraries go into it where the toolchain has them
# for that: then it runs on machines without Swift, and takes less memory.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

flags=(-c release --product mannequin)
resources=$(swift -print-target-info | sed -nE 's/.*"runtimeResourcePath": "(.*)".*/\1/p')
if [[ -f ${resources}_static/linux/libFoundation.a ]]; then flags+=(--static-swift-stdlib); fi
exec swift build "${flags[@]}"

#!/usr/bin/env bash
# Checks the formatting of every Swift file of ours; build products and checkouts lie in hidden directories.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

find Package.swift Sources Tests Benchmarks -name '.?*' -prune -o -name '*.swift' -print0 |
    xargs -0 swift format lint --strict --parallel
echo "formatting: in order"

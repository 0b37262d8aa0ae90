#!/usr/bin/env bash
# Makes labelled values and values that are nobody's, scans both, and prints the figures beside their goals, for each
# seed. Exit status 1: a goal is missed. Faker comes from PyPI, unless $PYTHON has it.
#     Benchmarks/recall/run.sh 1 2 3
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

python="${PYTHON:-$(scripts/python.sh Faker)}"
mannequin="${MANNEQUIN:-$(swift build -c release --show-bin-path)/mannequin}"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
seeds=("$@")
((${#seeds[@]})) || seeds=(1)
status=0

for seed in "${seeds[@]}"; do
    echo "== seed $seed: values"
    "$python" Benchmarks/recall/generate.py --seed "$seed" --values "${VALUES:-24000}" > "$folder/values.jsonl"
    "$mannequin" detect "$folder/values.jsonl" --spans --confidence public-test > "$folder/found.jsonl"
    "$python" Benchmarks/recall/score.py "$folder/values.jsonl" "$folder/found.jsonl" || status=1
    echo "== seed $seed: values that are nobody's"
    "$python" Benchmarks/recall/generate.py --seed "$seed" --negatives "${NEGATIVES:-1000000}" > "$folder/values.jsonl"
    "$mannequin" detect "$folder/values.jsonl" --spans --confidence low > "$folder/found.jsonl"
    "$python" Benchmarks/recall/score.py --negatives "$folder/values.jsonl" "$folder/found.jsonl" || status=1
done
exit "$status"

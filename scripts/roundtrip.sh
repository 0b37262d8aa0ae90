#!/usr/bin/env bash
# Takes documents of every codec through real libraries, real servers and the program, see Tests/RoundTrip/roundtrip.py.
#
# The libraries come by scripts/python.sh. Where there is no way to get them, and where there is no
# ruby or no java, that is said and what needs them is left out. The program is $MANNEQUIN, or the optimized build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mannequin=$(realpath "${MANNEQUIN:-$(swift build -c release --show-bin-path)/mannequin}")
[[ -x $mannequin ]] || { echo "there is no $mannequin; make build" >&2; exit 1; }
requirements=Tests/RoundTrip/requirements.txt
mapfile -t libraries <"$requirements"
if ! python=$(scripts/python.sh "${libraries[@]}"); then
    echo "round trip skipped: the Python libraries of $requirements could not be installed"
    exit 0
fi
for language in ruby java; do
    command -v "$language" >/dev/null || echo "round trip without $language: it is not installed"
done
"$python" Tests/RoundTrip/roundtrip.py "$mannequin" "$@"

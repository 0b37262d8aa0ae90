#!/usr/bin/env bash
# Takes documents of every codec through real libraries, real servers and the program, see Tests/RoundTrip/roundtrip.py.
#
# The libraries go into a virtual environment under .build, once. Where there is no way to get them, and where there is no
# ruby or no java, that is said and what needs them is left out. The program is $MANNEQUIN, or the optimized build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mannequin=$(realpath "${MANNEQUIN:-$(swift build -c release --show-bin-path)/mannequin}")
[[ -x $mannequin ]] || { echo "there is no $mannequin; make build" >&2; exit 1; }
environment=.build/roundtrip
requirements=Tests/RoundTrip/requirements.txt
if ! cmp -s "$requirements" "$environment/requirements.txt"; then
    # Without ensurepip a virtual environment has no pip; one that is there already can install into it.
    python3 -m venv "$environment" 2>/dev/null || python3 -m venv --without-pip "$environment"
    python="$environment/bin/python"
    if ! { "$python" -m pip --version >/dev/null 2>&1 && "$python" -m pip install -q --disable-pip-version-check -r "$requirements"; } &&
        ! python3 -m pip --python "$python" install -q --disable-pip-version-check -r "$requirements"; then
        echo "round trip skipped: the Python libraries of $requirements could not be installed"
        exit 0
    fi
    cp "$requirements" "$environment/requirements.txt"
fi
for language in ruby java; do
    command -v "$language" >/dev/null || echo "round trip without $language: it is not installed"
done
"$environment/bin/python" Tests/RoundTrip/roundtrip.py "$mannequin" "$@"

#!/usr/bin/env bash
# Prints the path of a Python of the tests' own that has the packages named, and installs what is missing into
# .build/python, from PyPI. Nothing else of the machine is touched.
#     $(scripts/python.sh cryptography jsonschema==4.25.1) script.py
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

place=$PWD/.build/python
mkdir -p .build
exec 9>.build/python.lock
flock 9 # Tests run side by side, and each may ask.

[[ -x $place/bin/pip ]] || python3 -m venv --clear "$place" >&2
missing=()
for package in "$@"; do
    "$place/bin/python" - "$package" <<'PYTHON' || missing+=("$package")
import importlib.metadata, re, sys

name, _, version = sys.argv[1].partition("==")
try:
    found = importlib.metadata.version(re.sub(r"\[.*", "", name))
except importlib.metadata.PackageNotFoundError:
    sys.exit(1)
sys.exit(version not in ("", found))
PYTHON
done
if ((${#missing[@]})); then
    "$place/bin/pip" install --quiet --disable-pip-version-check --no-input "${missing[@]}" >&2
fi
echo "$place/bin/python"

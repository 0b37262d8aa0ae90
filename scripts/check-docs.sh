#!/usr/bin/env bash
# Runs every command of the documents as it is printed there, and compares exit statuses and output.
#
# In a block marked ```console, a line that begins with "$ " is a command; the lines behind it are what it prints, to
# either stream, where the document shows that. "..." stands for any lines. A command that fails on purpose is
# followed by "$ echo $?". A block marked ```yaml that begins with "# NAME.yaml" is put into that file. All blocks of a
# document are run in one shell, in a directory that holds the sample snapshot and nothing else.
#
# What is different in each run (fingerprints, digests, packed sizes, times, numbers of chance) is compared as a
# placeholder. The program is $MANNEQUIN, or the optimized build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8

mannequin=$(realpath "${MANNEQUIN:-$(swift build -c release --show-bin-path)/mannequin}")
[[ -x $mannequin ]] || { echo "there is no $mannequin; make build" >&2; exit 1; }
work=$(mktemp -d /tmp/mannequin-docs.XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$mannequin" "$work/bin/mannequin"
unset MANNEQUIN_KEY_FILE MANNEQUIN_CATALOG
export PATH="$work/bin:$PATH"

documents=("$@")
((${#documents[@]})) || documents=(README.md docs/user-guide.md docs/evidence.md docs/live.md)
status=0
for document in "${documents[@]}"; do
    place="$work/$(basename "$document" .md)"
    mkdir "$place"
    cp Tests/Fixtures/sample.rdb "$place/"
    export XDG_DATA_HOME="$work/data-$(basename "$document" .md)"
    python3 - "$document" "$place" <<'PYTHON' || status=1
import re, subprocess, sys

document, place = sys.argv[1:]
MARK = "--mannequin-docs-end--"
VARIABLE = [
    (r"[0-9a-f]{64}", "DIGEST"),
    (r"\b[0-9a-f]{16}\b", "FINGERPRINT"),
    (r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z", "MOMENT"),
    (r'"seconds" : [0-9.e-]+', '"seconds" : SECONDS'),
    (r"\b[0-9]+(\.[0-9]+)? ([KMG]i)?B\b", "SIZE"),
    (r'"(bytes|masked_bytes|kept_bytes)" : [0-9]+', r'"\1" : COUNT'),
    (r"unix:///\S+?\.sock", "SOCKET"),
    (r"^[0-9]+ (masked tokens)", r"COUNT \1"),
    (r"too: [0-9]+ places", r"too: COUNT places"),
]
# Lines that only some keys bring about.
CHANCE = re.compile(r"^Places where chance ")


def steps():
    """Yields (line number, command or (file, content), expected lines or None)."""
    lines = open(document, encoding="utf-8").read().split("\n")
    number = 0
    while number < len(lines):
        kind = re.fullmatch(r"```(console|yaml)", lines[number])
        number += 1
        if not kind:
            continue
        start = number
        while lines[number] != "```":
            number += 1
        block = lines[start:number]
        if kind[1] == "yaml":
            name = re.fullmatch(r"# ([a-z-]+\.yaml)", block[0])
            if name:
                yield start, (name[1], "\n".join(block) + "\n"), None
            continue
        command, shown, at = None, [], 0
        for offset, line in enumerate(block):
            if line.startswith("$ "):
                if command is not None:
                    yield at, command, shown
                command, shown, at = line[2:], [], start + offset + 1
            elif command is None:
                sys.exit(f"{document}:{start + offset + 1}: output without a command")
            else:
                shown.append(line)
        if command is not None:
            yield at, command, shown


def compared(lines):
    result = []
    for line in lines:
        if CHANCE.match(line):
            continue
        for pattern, name in VARIABLE:
            line = re.sub(pattern, name, line)
        result.append(line.rstrip())
    return result


def matches(expected, found):
    """Whether lines are as shown; "..." is any number of lines."""
    if not expected:
        return not found
    if expected[0] == "...":
        return any(matches(expected[1:], found[start:]) for start in range(len(found) + 1))
    return bool(found) and expected[0] == found[0] and matches(expected[1:], found[1:])


shell = subprocess.Popen(
    ["bash", "--noprofile", "--norc"], cwd=place, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    stderr=subprocess.STDOUT)


def run(command):
    shell.stdin.write(f"{{ {command}\n}} </dev/null\n__status=$?; printf '\\n{MARK} %d\\n' $__status; (exit $__status)\n")
    shell.stdin.flush()
    lines = []
    for line in shell.stdout:
        if line.startswith(MARK):
            if lines and lines[-1] == "":
                lines.pop()
            return lines, int(line.split()[1])
        lines.append(line.rstrip("\n"))
    sys.exit(f"{document}: the shell ended in `{command}`")


todo = list(steps())
count = failures = 0
for index, (at, command, shown) in enumerate(todo):
    if isinstance(command, tuple):
        with open(f"{place}/{command[0]}", "w", encoding="utf-8") as file:
            file.write(command[1])
        continue
    count += 1
    found, status = run(command)
    following = todo[index + 1][1] if index + 1 < len(todo) else ""
    problem = ""
    if status != 0 and following != "echo $?":
        problem = f"ends with status {status}"
    elif shown and not matches(compared(shown), compared(found)):
        problem = "prints something else"
    if problem:
        failures += 1
        print(f"{document}:{at}: `{command}` {problem}:", file=sys.stderr)
        print("\n".join("    " + line for line in found[:40]), file=sys.stderr)
shell.stdin.close()
print(f"{document}: {count} commands, {failures} not as printed")
sys.exit(1 if failures else 0)
PYTHON
done
exit "$status"

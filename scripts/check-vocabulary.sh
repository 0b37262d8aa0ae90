#!/usr/bin/env bash
# Compares the structural vocabulary with lists of people's names, and fails if a name is in it. For whoever changes
# the vocabulary; not part of `make test`. The lists come from PyPI, unless $PYTHON has them.
# Faker has names of people of some 80 locales; `names` has the 1990 census of the United States, with ranks.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

exec "${PYTHON:-$(scripts/python.sh Faker names)}" - Sources/Masking/Vocabulary/StructuralWords.swift <<'PYTHON'
import importlib, os, pkgutil, re, sys, unicodedata

try:
    import faker.providers.person as person
    import names as census
except ImportError as error:
    sys.exit(f"{error}: see the first lines of scripts/check-vocabulary.sh")

MOST_FREQUENT = 3000
source = open(sys.argv[1], encoding="utf-8").read()
topics = {name: text.split() for name, text in re.findall(r'static let (\w+) = """(.*?)"""', source, re.S)}
pairs = topics.pop("pairs")
words = {word for topic in topics.values() for word in topic}
joined = {pair.replace("_", ""): pair for pair in pairs}


def spellings(name):
    """A name as it would stand in a key: lower case, without accents, whole and in its parts."""
    name = name.lower()
    plain = name.translate(str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "đ": "d"}))
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    umlauts = name.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    found = {name, plain, umlauts}
    for text in (name, plain):
        found |= set(re.split(r"[\s'\-.]+", text))
    return found


def leaves(value):
    if isinstance(value, str):
        yield value
    elif hasattr(value, "keys"):
        for key in value.keys():
            yield from leaves(key)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from leaves(item)


people = {}
for module in pkgutil.iter_modules(person.__path__):
    provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
    for owner in provider.__mro__:
        for attribute, value in vars(owner).items():
            lower = attribute.lower()
            if callable(value) or lower.startswith("__") or "name" not in lower:
                continue
            if any(part in lower for part in ("format", "prefix", "suffix", "language")):
                continue
            for name in leaves(value):
                if "{{" not in name:
                    for spelling in spellings(name):
                        people.setdefault(spelling, set()).add(module.name)

folder = os.path.dirname(census.__file__)
for file, limit in (("dist.female.first", None), ("dist.male.first", None), ("dist.all.last", MOST_FREQUENT)):
    with open(os.path.join(folder, file)) as lines:
        for rank, line in enumerate(lines, 1):
            if limit is None or rank <= limit:
                people.setdefault(line.split()[0].lower(), set()).add(f"census {file}")

bad = 0
for word in sorted(words | set(joined)):
    if word in people:
        bad += 1
        print(f"{joined.get(word, word)}: a name in {', '.join(sorted(people[word])[:5])}")
for pair in pairs:
    halves = [people.get(half, set()) for half in pair.split("_")]
    common = {place for place in halves[0] & halves[1] if not place.startswith("census")}
    if common:
        bad += 1
        print(f"{pair}: two names of {', '.join(sorted(common)[:5])}")
print(f"{len(words)} words and {len(pairs)} pairs, compared with {len(people)} names: {bad} to be taken out")
sys.exit(bad > 0)
PYTHON

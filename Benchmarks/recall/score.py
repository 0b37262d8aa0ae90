#!/usr/bin/env python3
"""Compares what `mannequin detect --spans` finds with the labels of generate.py, and prints the figures beside their goals.

    mannequin detect values.jsonl --spans --confidence public-test > found.jsonl
    python3 Benchmarks/recall/score.py values.jsonl found.jsonl
    mannequin detect negatives.jsonl --spans > found-negatives.jsonl
    python3 Benchmarks/recall/score.py --negatives negatives.jsonl found-negatives.jsonl

A labelled value counts as found when a finding of its kind covers it exactly, or but for a byte or two at its ends; as
"elsewhere" when a finding of another kind does. Precision counts findings that touch no label of any kind as wrong, and
findings of a label's place under another kind. Exit status 1: a goal is missed. Needs nothing but Python.
"""
import argparse
import collections
import json
import sys

GOALS = {"email": 0.99, "ipv4": 0.99, "card": 0.99, "ssn": 0.99, "uuid": 0.99, "jwt": 0.99, "cloud-key": 0.99,
         "iban": 0.95, "phone": 0.95}
NEGATIVE_GOAL = 0.001
# Kinds that a label may be found as: a token in a header is found as what the header says.
SAME = {"password": {"password", "cloud-key", "vendor-token"}, "vendor-token": {"vendor-token", "password"}}
# Kinds of findings that are about what generate.py puts around the values.
AROUND = {"date", "coordinates"}
# What values that are nobody's may be found as.
RIGHT = {"uuid": {"uuid"}, "md5": {"hex-token"}, "sha1": {"hex-token"}, "sha256": {"hex-token"}}


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def covers(finding, label):
    return abs(finding["start"] - label["start"]) <= 2 and abs(finding["end"] - label["end"]) <= 2


def overlaps(finding, label):
    return finding["start"] < label["end"] and label["start"] < finding["end"]


def values(truth, found, shows):
    total, right = collections.Counter(), collections.Counter()
    bare_total, bare_right = collections.Counter(), collections.Counter()
    exact, other, wrong = collections.Counter(), collections.Counter(), collections.Counter()
    confusion = collections.Counter()
    by_context = collections.defaultdict(lambda: [0, 0])
    by_locale = collections.defaultdict(lambda: [0, 0])
    misses = []
    for sample, result in zip(lines(truth), lines(found), strict=True):
        labels, findings = sample["spans"], result["spans"]
        is_bare = sample["context"] == "bare"
        for label in labels:
            kind = label["kind"]
            hits = [f for f in findings if covers(f, label)]
            is_right = any(f["kind"] in SAME.get(kind, {kind}) for f in hits)
            (bare_total if is_bare else total)[kind] += 1
            (bare_right if is_bare else right)[kind] += is_right
            if is_right and any(f["start"] == label["start"] and f["end"] == label["end"] for f in hits):
                exact[kind] += 1
            if not is_bare:
                for table, key in ((by_context, (kind, sample["context"])), (by_locale, (kind, sample["locale"]))):
                    table[key][0] += is_right
                    table[key][1] += 1
                if not is_right:
                    touching = [f["kind"] for f in findings if overlaps(f, label)]
                    confusion[kind, touching[0] if touching else "-"] += 1
                    misses.append((kind, sample, touching))
        for finding in findings:
            touched = [label for label in labels if overlaps(finding, label)]
            if any(finding["kind"] in SAME.get(label["kind"], {label["kind"]}) for label in touched):
                other[finding["kind"]] += 1
            elif not touched and finding["kind"] not in AROUND:
                wrong[finding["kind"]] += 1
                misses.append((f"wrong {finding['kind']}", sample, [finding["confidence"]]))
            elif touched:
                wrong[finding["kind"]] += 1
    print(f"{'KIND':16} {'VALUES':>7} {'RECALL':>8} {'GOAL':>6} {'PRECISION':>10}   {'BARE':>6} {'RECALL':>8}")
    missed = False
    for kind in sorted(total):
        recall = right[kind] / total[kind]
        goal = GOALS.get(kind)
        precision = other[kind] / max(other[kind] + wrong[kind], 1)
        bare = f"{bare_total[kind]:6} {bare_right[kind] / bare_total[kind]:8.4f}" if bare_total[kind] else ""
        mark = "" if goal is None else f"{goal:.2f}" + ("" if recall >= goal else " !")
        missed = missed or (goal is not None and recall < goal)
        print(f"{kind:16} {total[kind]:7} {recall:8.4f} {mark:>6} {precision:10.4f}   {bare}")
    print(f"{'all':16} {sum(total.values()):7} {sum(right.values()) / sum(total.values()):8.4f}")
    print("\nNOT FOUND, BY WHAT WAS FOUND THERE")
    for (kind, as_kind), count in confusion.most_common():
        print(f"{kind:16} {as_kind:16} {count:6}")
    print("\nFOUND WHERE NOTHING IS LABELLED, OR ANOTHER KIND")
    for kind, count in wrong.most_common():
        print(f"{kind:16} {count:6}")
    print("\nRECALL OF PHONES BY LOCALE AND CONTEXT")
    for table in (by_locale, by_context):
        print("  ".join(f"{key[1]} {hit / count:.4f}" for key, (hit, count) in sorted(table.items()) if key[0] == "phone"))
    for kind, sample, touching in misses[:0 if shows is None else None]:
        if shows in (kind, "all"):
            print(kind, sample["context"], sample["locale"], sample.get("name", ""), touching, json.dumps(sample["text"], ensure_ascii=False),
                  [sample["text"].encode()[s["start"]:s["end"]].decode() for s in sample["spans"]])
    return missed


def negatives(truth, found, shows):
    counts, wrong, total = collections.Counter(), collections.Counter(), 0
    for sample, result in zip(lines(truth), lines(found), strict=True):
        kind = sample["negative"]
        counts[kind] += 1
        total += 1
        bad = [f["kind"] for f in result["spans"] if f["kind"] not in RIGHT.get(kind, set()) | AROUND]
        if bad:
            wrong[kind, bad[0]] += 1
            if shows in (bad[0], "all"):
                print(kind, bad, sample["text"])
    print(f"{'VALUES OF':12} {'COUNT':>8}  FOUND AS")
    for kind in sorted(counts):
        found_as = ", ".join(f"{name} {count} ({count / counts[kind]:.4%})" for (k, name), count in sorted(wrong.items()) if k == kind)
        print(f"{kind:12} {counts[kind]:8}  {found_as or '-'}")
    missed = False
    for name in ("phone", "card", None):
        share = sum(count for (_, as_kind), count in wrong.items() if name in (None, as_kind)) / total
        missed = missed or share > NEGATIVE_GOAL
        print(f"false hits as {name or 'anything'}: {share:.4%} of {total} (goal: at most {NEGATIVE_GOAL:.1%})" + (" !" if share > NEGATIVE_GOAL else ""))
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth")
    parser.add_argument("found")
    parser.add_argument("--negatives", action="store_true")
    parser.add_argument("--show", help="print the texts of misses of this kind, or of 'wrong KIND', or 'all'")
    arguments = parser.parse_args()
    run = negatives if arguments.negatives else values
    sys.exit(run(arguments.truth, arguments.found, arguments.show))


if __name__ == "__main__":
    main()

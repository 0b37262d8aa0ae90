#!/usr/bin/env python3
"""Documents of every codec, through a real server, the program, and a real server again.

    roundtrip.py MANNEQUIN [--count 1000] [--only NAME,NAME]

Writes documents by the library of each codec into a redis-server, sanitizes its snapshot (once by a rule for each codec, once without
rules), loads the result into another redis-server and reads every value by the same library. Prints for each
codec how many values have exactly their length, can be read, have the same structure and tell nothing, and how many were masked as a
whole. Exit status 1 when one of them has another length, cannot be read though it was opened, or tells something.
"""
import argparse, json, os, pathlib, shutil, subprocess, sys, tempfile, time

import redis

from codecs_under_test import CODECS, OtherProcess
from documents import difference, secrets, texts


class Server:
    """A redis-server with a directory of its own, reached through a socket."""

    def __init__(self, directory, snapshot=None):
        self.directory = pathlib.Path(directory)
        self.directory.mkdir()
        if snapshot: shutil.copy(snapshot, self.directory / "dump.rdb")
        self.socket = self.directory / "redis.sock"
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", str(self.socket), "--dir", str(self.directory), "--save", "", "--appendonly", "no"],
            stdout=subprocess.DEVNULL)
        self.client = redis.Redis(unix_socket_path=str(self.socket))
        for _ in range(200):
            try:
                if self.client.ping(): return
            except redis.exceptions.RedisError: time.sleep(0.05)
        raise SystemExit("redis-server does not answer")

    def __enter__(self): return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def rules(codecs):
    lines = ["pack: roundtrip", "version: 1", "rules:"]
    for codec in codecs:
        lines.append(f'  - {{ id: {codec.name}, key: "{codec.name}:{{n:keep}}", value: "{codec.rule}" }}')
    return "\n".join(lines) + "\n"


def names_only():
    """A pack without treatments: names of keys stay, so that the test finds them again."""
    return 'pack: names\nversion: 1\nrules:\n  - { id: all, key: "{codec:keep}:{n:keep}" }\n'


def sanitize(program, work, raw, pack, name):
    (work / f"{name}.yaml").write_text(pack)
    output = work / f"{name}.rdb"
    run = subprocess.run([program, "sanitize", str(raw), "--output", str(output), "--rules", str(work / f"{name}.yaml"), "--json"], capture_output=True)
    if run.returncode: raise SystemExit(run.stderr.decode())
    return output, json.loads(run.stdout)


def compare(codec, before, after, values, masked):
    """Numbers for one codec, and the first thing that is wrong."""
    counts = dict(length=0, changed=0, readable=0, structure=0, silent=0)
    problem = None
    for number, (old, new, raw, value) in enumerate(zip(before, after, values, masked)):
        counts["length"] += len(raw) == len(value)
        counts["changed"] += raw != value
        if isinstance(new, Exception):
            problem = problem or f"{number}: {type(new).__name__}: {str(new)[:100]}"
            continue
        counts["readable"] += 1
        if isinstance(codec, OtherProcess):
            found = None if old["shape"] == new["shape"] else f"{old['shape']} became {new['shape']}"
            told = [text for text in old["texts"] if len(text) >= 6 and text.isascii() and text in new["texts"]]
        else:
            found = difference(old, new)
            everything = texts(new)
            told = [secret for secret in secrets(old) if secret in everything]
        if found: problem = problem or f"{number}: {found}"
        counts["structure"] += not found
        if told: problem = problem or f"{number}: tells {len(told)} of its texts"
        counts["silent"] += not told
    return counts, problem


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--only")
    arguments = parser.parse_args()
    codecs = [codec for codec in CODECS if not arguments.only or codec.name in arguments.only.split(",")]
    failed = False
    with tempfile.TemporaryDirectory(prefix="mannequin-roundtrip.") as directory:
        work = pathlib.Path(directory)
        written, documents = {}, {}
        with Server(work / "raw") as server:
            for codec in codecs:
                drawn = [codec.draw(seed) for seed in range(arguments.count)]
                written[codec.name] = codec.write_all(drawn)
                documents[codec.name] = codec.read_all(written[codec.name]) if isinstance(codec, OtherProcess) else [codec.compared(document) for document in drawn]
                pipeline = server.client.pipeline(transaction=False)
                for number, value in enumerate(written[codec.name]): pipeline.set(f"{codec.name}:{number}", value)
                pipeline.execute()
            server.client.save()
            raw = work / "raw" / "dump.rdb"
        for mode, pack in [("by rules", rules(codecs)), ("as recognized", names_only())]:
            output, report = sanitize(arguments.program, work, raw, pack, mode.split()[-1])
            print(f"{mode}: {report['seconds']:.2f} s, codecs {json.dumps(report['codecs'])}")
            print(f"  {'CODEC':14} {'VALUES':>6} {'LENGTH':>6} {'READ':>6} {'SAME':>6} {'SILENT':>6}")
            with Server(work / f"loaded-{mode.split()[-1]}", output) as server:
                for codec in codecs:
                    if mode == "as recognized" and not codec.is_recognized: continue
                    masked = server.client.mget([f"{codec.name}:{number}" for number in range(arguments.count)])
                    counts, problem = compare(codec, documents[codec.name], codec.read_all(masked), written[codec.name], masked)
                    print(f"  {codec.name:14} {len(masked):6} {counts['length']:6} {counts['readable']:6} {counts['structure']:6} {counts['silent']:6}  {problem or ''}")
                    opaque = report["codecs"].get(codec.rule.split(" > ")[0], {}).get("opaque", 0)
                    # What was masked as a whole cannot be read, and no more than that.
                    bad = counts["length"] < len(masked) or counts["silent"] < counts["readable"] or counts["readable"] + opaque < len(masked) \
                        or counts["structure"] < counts["readable"]
                    failed = failed or bad
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

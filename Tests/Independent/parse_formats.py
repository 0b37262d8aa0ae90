"""Reads pairs of values, before and after masking, in hexadecimal digits, one pair a line, and parses both by libraries that
are not ours. Every pair whose first value is of a format must have a second one of the same format and structure. Prints how
many there were of each format as JSON, and exits with 1 where one differs.
"""
import base64, gzip, io, json, pickle, re, sys, urllib.parse, zlib
import xml.etree.ElementTree as ElementTree
import cbor2, javaobj.v2 as javaobj, msgpack, phpserialize, rubymarshal.reader


def php_session(value):
    result, rest = {}, value
    while rest:
        name, found, rest = rest.partition(b"|")
        if not found or not re.fullmatch(rb"[\w.-]+", name):
            raise ValueError("no session")
        stream = io.BytesIO(rest)
        result[name] = phpserialize.load(stream)
        rest = rest[stream.tell():]
    return result


def container(decoded):
    if not isinstance(decoded, (dict, list)):
        raise ValueError("no container")
    return decoded


def unpacked(value):
    unpack = zlib.decompressobj(31 if value[:1] == b"\x1f" else 15)
    plain = unpack.decompress(value)
    if not unpack.eof or value[:2] not in (b"\x1f\x8b", b"x\x9c", b"x\x01", b"x\xda"):
        raise ValueError("no archive")
    return Inner(plain)


def token(value):
    parts = value.split(b".")
    if len(parts) != 3:
        raise ValueError("no token")
    return [json.loads(base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))) for part in parts[:2]]


def form(value):
    text = value.decode("ascii")
    if not re.fullmatch(r"(\w+=[\w.%+*~-]*&)+\w+=[\w.%+*~-]*", text):
        raise ValueError("no form")
    return urllib.parse.parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict")


def xml(value):
    def node(element):
        return [element.tag, sorted(element.attrib), element.text or "", [node(child) for child in element]]

    return node(ElementTree.fromstring(value.decode()))


def marked(mark, read):
    def reading(value):
        if not value.startswith(mark):
            raise ValueError("not marked")
        return read(value)

    return reading


def java(value):
    """Classes, fields, and lengths of texts."""

    def node(thing):
        if isinstance(thing, str) or thing is None:
            return str(thing)
        if isinstance(thing, dict):
            return [type(thing).__name__, [[node(key), node(value)] for key, value in thing.items()]]
        if isinstance(thing, (list, tuple)):
            return [node(value) for value in thing]
        if hasattr(thing, "value") and isinstance(thing.value, str):
            return thing.value
        return type(thing).__name__

    return node(javaobj.loads(value))


# In this order: what has marks comes before what has none.
FORMATS = {
    "archive": unpacked,
    "json": lambda value: container(json.loads(value)),
    "pickle": marked(b"\x80", pickle.loads),
    "java": marked(b"\xac\xed\x00\x05", java),
    "ruby": marked(b"\x04\x08", rubymarshal.reader.loads),
    "xml": marked(b"<", xml),
    "php": marked(b"a:", phpserialize.loads),
    "php session": php_session,
    "jwt": marked(b"eyJ", token),
    "base64 of json": marked(b"eyJ", lambda value: container(json.loads(base64.b64decode(value, validate=True)))),
    "form": form,
    "msgpack": lambda value: container(msgpack.unpackb(value, strict_map_key=False)),
    "cbor": lambda value: container(cbor2.loads(value)),
}


class Inner(bytes):
    """What was in an archive: its own format is looked for."""


def shape(thing):
    """Types, counts and lengths of what was parsed, without names and values."""
    if isinstance(thing, Inner):
        name, inner = parsed(thing)
        return [name, inner]
    if isinstance(thing, dict):
        return ["map", [[shape(key), shape(value)] for key, value in thing.items()]]
    if isinstance(thing, (list, tuple)):
        return ["list", [shape(value) for value in thing]]
    if isinstance(thing, (bytes, bytearray)):
        return ["bytes", len(thing)]
    if isinstance(thing, str):
        return ["text", len(thing.encode("utf-8", "surrogatepass"))]
    return [type(thing).__name__]


def parsed(value, name=None):
    for candidate in [name] if name else FORMATS:
        try:
            return candidate, shape(FORMATS[candidate](value))
        except Exception:
            continue
    return None, None


def main():
    counts, status = {}, 0
    for line in sys.stdin:
        before, after = (bytes.fromhex(text) for text in line.split(" "))
        name, structure = parsed(before)
        if name is None:
            continue
        counts[name] = counts.get(name, 0) + 1
        _, masked = parsed(after, name)
        if masked != structure:
            status = 1
            print(f"a value of {len(before)} bytes, {name}: {structure} became {masked}", file=sys.stderr)
    print(json.dumps(counts))
    sys.exit(status)


if __name__ == "__main__":
    main()

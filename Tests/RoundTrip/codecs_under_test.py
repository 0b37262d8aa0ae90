"""Every codec: how its real library writes a document and reads it, and how a rule names it."""
import base64, datetime, gzip, json, pickle, shutil, struct, subprocess, tempfile, zlib
import pathlib, urllib.parse
import xml.etree.ElementTree as ElementTree

import bson, cbor2, lz4.frame, msgpack, phpserialize, snappy, zstandard
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from documents import Draw

here = pathlib.Path(__file__).resolve().parent


class Codec:
    """One codec. `draw` makes a document from a seed, `write` and `read` are the library's."""

    def __init__(self, name, rule, write, read, draw=None, is_recognized=True):
        self.name, self.rule, self.write, self.read = name, rule, write, read
        self.draw = draw or (lambda seed: Draw(seed).document())
        self.is_recognized = is_recognized

    def compared(self, document):
        """A document as the library would read it."""
        return document

    def write_all(self, documents):
        return [self.write(document) for document in documents]

    def read_all(self, values):
        """A document or an exception for each value."""
        result = []
        for value in values:
            try: result.append(self.read(value))
            except Exception as error: result.append(error)
        return result


class OtherProcess(Codec):
    """A codec of another language: its program makes documents from seeds and says what it reads, as JSON lines."""

    def __init__(self, name, rule, command):
        super().__init__(name, rule, None, None, draw=lambda seed: seed)
        self.command = command

    def write_all(self, seeds):
        made = subprocess.run(self.command + ["write"], input=("\n".join(map(str, seeds)) + "\n").encode(), capture_output=True, check=True).stdout
        values = []
        while made:
            count = struct.unpack(">I", made[:4])[0]
            values.append(made[4:4 + count])
            made = made[4 + count:]
        return values

    def read_all(self, values):
        lines = subprocess.run(self.command + ["read"], input=b"".join(struct.pack(">I", len(value)) + value for value in values), capture_output=True, check=True).stdout.decode().splitlines()
        return [json.loads(line) if line.startswith("{") else ValueError(line) for line in lines]


def plain(seed):
    """What JSON can hold."""
    return Draw(seed, has_bytes=False).document()


def long(seed):
    """What is worth compressing."""
    return {"items": [plain(seed * 100 + number) for number in range(8)]}


def php_read(value):
    def text(part):
        if isinstance(part, bytes):
            try: return part.decode()
            except UnicodeDecodeError: return part
        if isinstance(part, dict):
            made = {text(name): text(member) for name, member in part.items()}
            return list(made.values()) if list(made) == list(range(len(made))) else made
        return part
    return text(phpserialize.loads(value))


def bson_document(seed):
    # The driver writes the identifier first, wherever it is.
    document = {"_id": bson.ObjectId(struct.pack(">IQ", seed, seed * 7919)), **Draw(seed).document()}
    document.update({"at": datetime.datetime(2023, 9, 7, 14, seed % 60)})
    return document


class BSON(Codec):
    """Integers of more than 32 bits are read as another type."""

    def compared(self, document): return bson.decode(bson.encode(document))


def cbor_document(seed):
    document = Draw(seed, largest=2**64 - 1).document()
    document.update({7: "seven words of text", "at": datetime.datetime(2023, 9, 7, 14, seed % 60, tzinfo=datetime.timezone.utc), "half": 1.5})
    return document


def pickle_document(seed):
    document = Draw(seed).document()
    document.update({"at": datetime.datetime(2023, 9, 7, 14, seed % 60, 5, seed % 1000), "day": datetime.date(1974, 2, 1 + seed % 28),
                     "pair": ("Meredith Phillips", seed), "tags": {f"tag{seed}name"}, "large": 2**70 + seed, 48213: "a number as a name"})
    return document


def protobuf_codec():
    F = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="person.proto", package="shop", syntax="proto3")
    def message(name, *fields):
        made = file.message_type.add(name=name)
        for number, (field, kind, label, type_name) in enumerate(fields, 1):
            made.field.add(name=field, number=number, type=kind, label=label, type_name=type_name)
    message("Address", ("street", F.TYPE_STRING, F.LABEL_OPTIONAL, None), ("zip", F.TYPE_UINT32, F.LABEL_OPTIONAL, None))
    message("Person", ("name", F.TYPE_STRING, F.LABEL_OPTIONAL, None), ("id", F.TYPE_INT64, F.LABEL_OPTIONAL, None),
            ("email", F.TYPE_STRING, F.LABEL_OPTIONAL, None), ("addresses", F.TYPE_MESSAGE, F.LABEL_REPEATED, ".shop.Address"),
            ("orders", F.TYPE_INT32, F.LABEL_REPEATED, None), ("balance", F.TYPE_DOUBLE, F.LABEL_OPTIONAL, None),
            ("score", F.TYPE_FLOAT, F.LABEL_OPTIONAL, None), ("avatar", F.TYPE_BYTES, F.LABEL_OPTIONAL, None),
            ("active", F.TYPE_BOOL, F.LABEL_OPTIONAL, None), ("stamp", F.TYPE_FIXED64, F.LABEL_OPTIONAL, None))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    Person = message_factory.GetMessageClass(pool.FindMessageTypeByName("shop.Person"))

    def draw(seed):
        one = Draw(seed)
        return {"name": one.name(), "id": abs(one.integer()) + 1, "email": one.email(),
                "addresses": [{"street": one.sentence(), "zip": one.random.randrange(1, 100000)} for _ in range(one.random.randrange(3))],
                "orders": [one.random.randrange(1, 10**6) for _ in range(one.random.randrange(4))], "balance": abs(one.decimal()),
                "score": 0.25 + seed, "avatar": one.random.randbytes(20) + b"\xff", "active": True, "stamp": 1694089179000 + seed}

    def read(value):
        person = Person()
        person.ParseFromString(value)
        made = {field.name: getattr(person, field.name) for field in Person.DESCRIPTOR.fields}
        made["addresses"] = [{"street": each.street, "zip": each.zip} for each in person.addresses]
        # Without a schema they are bytes that go on as they did.
        made["orders"] = len(person.orders)
        return made

    class Protobuf(Codec):
        def compared(self, document): return {**document, "orders": len(document["orders"])}

    return Protobuf("protobuf", "protobuf", lambda document: Person(**document).SerializeToString(), read, draw, is_recognized=False)


def xml_write(document):
    root = ElementTree.Element("order", id=str(document["id"]))
    for person in document["people"]:
        ElementTree.SubElement(root, "customer", email=person["email"]).text = person["text"]
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def xml_read(value):
    root = ElementTree.fromstring(value)
    return {"id": int(root.get("id")), "people": [{"email": each.get("email"), "text": each.text} for each in root]}


def xml_draw(seed):
    one = Draw(seed)
    return {"id": 40000 + seed, "people": [{"email": one.email(), "text": one.name() + " <" + one.sentence() + "> & \"more\""} for _ in range(1 + seed % 4)]}


def form_draw(seed):
    one = Draw(seed)
    return {"name": one.name(), "email": one.email(), "comment": one.sentence() + " & 100% €", "id": str(40000 + seed)}


def celery_draw(seed):
    one = Draw(seed)
    return {"body": [[one.name(), 40000 + seed], {"city": one.sentence()}], "argsrepr": f"({one.name()!r}, {seed})"}


def celery_write(document):
    return json.dumps({"body": base64.b64encode(json.dumps(document["body"]).encode()).decode(), "content-type": "application/json",
                       "headers": {"argsrepr": document["argsrepr"]}}).encode()


def celery_read(value):
    message = json.loads(value)
    headers = list(message.values())[-1]
    return {"body": json.loads(base64.b64decode(list(message.values())[0], validate=True)), "argsrepr": list(headers.values())[0]}


def packed(name, rule, pack, unpack, **facts):
    return Codec(name, rule, lambda document: pack(json.dumps(document).encode()), lambda value: json.loads(unpack(value)), long, **facts)


def snappy_unframe(value):
    return snappy.StreamDecompressor().decompress(value)


CODECS = [
    Codec("json", "json", lambda document: json.dumps(document).encode(), json.loads, plain),
    Codec("msgpack", "msgpack", msgpack.packb, lambda value: msgpack.unpackb(value, strict_map_key=False)),
    Codec("cbor", "cbor", cbor2.dumps, cbor2.loads, cbor_document),
    BSON("bson", "bson", bson.encode, bson.decode, bson_document),
    Codec("php", "php", phpserialize.dumps, php_read, lambda seed: php_read(phpserialize.dumps(Draw(seed).document()))),
    *[Codec(f"pickle{protocol}", "pickle", lambda document, protocol=protocol: pickle.dumps(document, protocol), pickle.loads, pickle_document,
            is_recognized=protocol >= 2) for protocol in range(6)],
    protobuf_codec(),
    Codec("xml", "xml", xml_write, xml_read, xml_draw),
    Codec("form", "form", lambda document: urllib.parse.urlencode(document).encode(), lambda value: dict(urllib.parse.parse_qsl(value.decode(), strict_parsing=True)), form_draw, is_recognized=False),
    packed("base64", "base64 > json", base64.b64encode, lambda value: base64.b64decode(value, validate=True)),
    packed("base64url", "base64 > json", lambda value: base64.urlsafe_b64encode(value).rstrip(b"="), lambda value: base64.urlsafe_b64decode(value + b"=" * (-len(value) % 4))),
    packed("gzip", "gzip > json", gzip.compress, gzip.decompress),
    packed("zlib", "zlib > json", zlib.compress, zlib.decompress),
    packed("deflate", "deflate > json", lambda value: zlib.compress(value)[2:-4], lambda value: zlib.decompress(value, -15), is_recognized=False),
    packed("zstd", "zstd > json", zstandard.ZstdCompressor().compress, zstandard.ZstdDecompressor().decompress),
    packed("lz4", "lz4 > json", lz4.frame.compress, lz4.frame.decompress),
    packed("snappy", "snappy > json", snappy.compress, snappy.decompress, is_recognized=False),
    packed("snappy-framed", "snappy > json", lambda value: snappy.StreamCompressor().compress(value), snappy_unframe),
    Codec("rq", "zlib > pickle", lambda document: zlib.compress(pickle.dumps(document, 5)), lambda value: pickle.loads(zlib.decompress(value)), pickle_document),
    Codec("celery", "json > base64 > json", celery_write, celery_read, celery_draw),
    Codec("magento", "prefixed > zlib > php", lambda document: b":gz:" + zlib.compress(phpserialize.dumps(document)), lambda value: php_read(zlib.decompress(value[4:])),
          lambda seed: php_read(phpserialize.dumps(long(seed))), is_recognized=False),
]
if shutil.which("ruby"):
    CODECS.append(OtherProcess("marshal", "marshal", ["ruby", str(here / "sessions.rb")]))
if shutil.which("java") and shutil.which("javac"):
    CODECS.append(OtherProcess("java", "java", ["java", str(here / "Sessions.java")]))

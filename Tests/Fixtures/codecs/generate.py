#!/usr/bin/env python3
"""Writes the fixtures of this directory, each by the library that applications use, and manifest.json about them.

Needs: pip install -r requirements.txt, ruby, and a JDK. Not run by the tests: the files are in the repository.
"""
import base64, datetime, decimal, gzip, io, json, os, pathlib, pickle, subprocess, sys, tempfile, urllib.parse, uuid, zlib

import bson, cbor2, lz4.frame, msgpack, phpserialize, snappy, zstandard
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

here = pathlib.Path(__file__).resolve().parent
manifest = []
SECRETS = ["Meredith Phillips", "Phillips", "meredith.phillips", "zqxwvutsrqponml", "415-555-0100", "Wexford"]


def person():
    return {
        "user": {
            "name": "Meredith Phillips", "email": "meredith.phillips@example.com", "id": 48213,
            "balance": 1234.5, "ratio": 0.1, "tags": ["zqxwvutsrqponml", "Wexford"], "active": True, "note": None,
        },
        "phones": ["+1-415-555-0100", "+1-415-555-0199"],
        "numbers": [0, 1, 23, 24, -1, -24, -25, -32, -33, 127, 128, 255, 256, 65535, 65536, -32768, 2147483647,
                    2147483648, -2147483649, 4294967296, 1099511627776, -9007199254740993],
        "count": 7, "Grüße": "aus Wexford 😀 ñandú",
    }


def write(name, data, chain, **facts):
    (here / name).write_bytes(data)
    secrets = [secret for secret in SECRETS]
    manifest.append({"file": name, "chain": chain, "secrets": secrets, **facts})


class Person:
    """An object of an application, under a module name of its own."""


Person.__module__ = "shop.models"
Person.__qualname__ = "Person"


def pickled(protocol):
    module = type(sys)("shop.models")
    module.Person = Person
    sys.modules["shop"] = type(sys)("shop")
    sys.modules["shop.models"] = module
    one = Person()
    one.__dict__.update(person()["user"])
    document = {
        "person": one, "session": person(), "blob": b"zqxwvutsrqponml\x00\xff", "at": datetime.datetime(2023, 9, 7, 14, 19, 39),
        "day": datetime.date(1974, 2, 23), "price": decimal.Decimal("12.50"), "id": uuid.UUID(int=0x5f3e2a1b9c8d4e7f8a1b2c3d4e5f6071),
        "set": {"Wexford"}, "pair": ("Meredith Phillips", 48213), "huge": 2**100 + 12345,
    }
    return pickle.dumps(document, protocol=protocol)


def protobuf():
    file = descriptor_pb2.FileDescriptorProto(name="person.proto", package="shop", syntax="proto3")
    def message(name, *fields):
        made = file.message_type.add(name=name)
        for number, (field, kind, label, type_name) in enumerate(fields, 1):
            made.field.add(name=field, number=number, type=kind, label=label, type_name=type_name)
    F = descriptor_pb2.FieldDescriptorProto
    message("Address", ("street", F.TYPE_STRING, F.LABEL_OPTIONAL, None), ("zip", F.TYPE_UINT32, F.LABEL_OPTIONAL, None))
    message(
        "Person", ("name", F.TYPE_STRING, F.LABEL_OPTIONAL, None), ("id", F.TYPE_INT64, F.LABEL_OPTIONAL, None),
        ("email", F.TYPE_STRING, F.LABEL_OPTIONAL, None), ("address", F.TYPE_MESSAGE, F.LABEL_OPTIONAL, ".shop.Address"),
        ("orders", F.TYPE_INT32, F.LABEL_REPEATED, None), ("balance", F.TYPE_DOUBLE, F.LABEL_OPTIONAL, None),
        ("score", F.TYPE_FLOAT, F.LABEL_OPTIONAL, None), ("avatar", F.TYPE_BYTES, F.LABEL_OPTIONAL, None),
        ("debt", F.TYPE_INT32, F.LABEL_OPTIONAL, None), ("stamp", F.TYPE_FIXED64, F.LABEL_OPTIONAL, None))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    make = message_factory.GetMessageClass(pool.FindMessageTypeByName("shop.Person"))
    return make(
        name="Meredith Phillips", id=48213, email="meredith.phillips@example.com",
        address={"street": "Wexford Road 17", "zip": 94016}, orders=[100041, 3, 100043], balance=1234.5, score=0.25,
        avatar=b"zqxwvutsrqponml\x00\xff", debt=-17, stamp=1694089179000).SerializeToString()


def java():
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(["javac", "-d", work, str(here / "Person.java")], check=True)
        subprocess.run(["java", "-cp", work, "Person", str(here)], check=True)
    for name in ["session.java", "text.java"]:
        write(name, (here / name).read_bytes(), "java")


RUBY = r"""
require 'bigdecimal'
class Person; def initialize; @name = 'Meredith Phillips'; @email = 'meredith.phillips@example.com'; @id = 48213; end; end
Pair = Struct.new(:left, :right)
document = {
  'session_id' => 'zqxwvutsrqponml', :user => Person.new, 'numbers' => [0, 1, 122, 123, 255, 256, 65535, 65536, 2**24, 2**30 - 1,
  2**30, 2**31, 2**48, -1, -123, -124, -256, -257, -2**30, -2**31, 2**70], 'ratio' => 0.1, 'balance' => 1234.5,
  'phones' => ['+1-415-555-0100', '+1-415-555-0199'], 'pair' => Pair.new('Meredith Phillips', 7), 'none' => nil,
  'flag' => true, 'again' => 'Wexford', 'binary' => "zqxwvutsrqponml\xFF".b, :status => :active,
  'word' => /Wexford/i, 'class' => String, 'inf' => Float::INFINITY,
}
document['same'] = document['phones']
STDOUT.binmode
STDOUT.write Marshal.dump(document)
"""

XML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE order>
<!-- for Meredith Phillips -->
<order id="48213" xmlns="urn:shop">
  <customer email='meredith.phillips@example.com'>Meredith &amp; Phillips &#77;&#x65;redith</customer>
  <note><![CDATA[zqxwvutsrqponml <b>Wexford</b>]]></note>
  <?target Wexford?>
  <empty/><phone type = "home">+1-415-555-0100</phone>
</order>
"""
HTML = """<!DOCTYPE html>
<html lang=en><head><title>Cart of Meredith Phillips</title><script>var name = "Wexford" < 3;</script>
<style>a { color: red }</style></head><body class="page cart" data-user=zqxwvutsrqponml><p>Hello&nbsp;Meredith Phillips,<br>
your phone is <a href="tel:+1-415-555-0100">+1-415-555-0100</a>.</p><!-- Wexford --><input disabled value='meredith.phillips'></body></html>
"""


def main():
    plain = person()
    text = json.dumps(plain).encode()
    # A compressor needs something to compress: values of caches are longer than the fixtures of documents.
    longer = json.dumps([{**plain, "cart": [{"sku": f"SKU-{n:05}", "title": f"Wexford shirt no. {n}", "price": n * 1.25}
                                            for n in range(12)]}]).encode()
    write("person.msgpack", msgpack.packb(plain), "msgpack")
    write("extended.msgpack", msgpack.packb(
        {"at": msgpack.Timestamp(1694089179, 5), "late": msgpack.Timestamp(2**40, 1), "soon": msgpack.Timestamp(1694089179),
         "single": 0.5, "blob": b"zqxwvutsrqponml\xff", "own": msgpack.ExtType(7, b"Wexford"), 48213: "Meredith Phillips"},
        use_single_float=True), "msgpack")
    write("person.cbor", cbor2.dumps(plain), "cbor")
    write("extended.cbor", cbor2.dumps(
        {"at": datetime.datetime(2023, 9, 7, tzinfo=datetime.timezone.utc), "price": decimal.Decimal("12.50"), "huge": 2**70,
         "set": {"Wexford"}, "id": uuid.UUID(int=0x5f3e2a1b9c8d4e7f8a1b2c3d4e5f6071), "half": 1.5, "inf": float("inf"), "blob": b"zqxwvutsrqponml\xff",
         48213: "Meredith Phillips"}), "cbor")
    write("indefinite.cbor", bytes.fromhex("bf6475736572") + b"\x9f" + cbor2.dumps("Meredith Phillips") + cbor2.dumps(48213)
          + b"\xff" + cbor2.dumps("part") + b"\x7f" + cbor2.dumps("Wexford") + cbor2.dumps(" Road") + b"\xff\xff", "cbor")
    write("person.bson", bson.encode(plain), "bson")
    write("extended.bson", bson.encode(
        {"_id": bson.ObjectId("5f3e2a1b9c8d4e7f8a1b2c3d"), "at": datetime.datetime(2023, 9, 7), "blob": b"zqxwvutsrqponml\xff", "again": bson.Binary(b"zqxwvutsrqponml", 5),
         "code": bson.Code("f('Wexford')"), "scoped": bson.Code("g()", {"x": "Wexford"}), "re": bson.Regex("Wexford", "i"),
         "price": bson.Decimal128("12.50"), "stamp": bson.Timestamp(1694089179, 7), "min": bson.MinKey(), "long": bson.Int64(48213),
         "id": bson.Binary.from_uuid(uuid.UUID(int=0x5f3e2a1b9c8d4e7f8a1b2c3d4e5f6071))}), "bson")
    write("person.php", phpserialize.dumps(plain), "php")
    write("object.php", (
        'O:11:"Shop\\\\Person":6:{s:4:"name";s:17:"Meredith Phillips";s:8:"\0*\0email";s:29:"meredith.phillips@example.com";'
        's:15:"\0Shop\\Person\0id";i:48213;s:4:"same";R:2;s:5:"price";d:12.5;s:4:"suit";E:11:"Suit:Hearts";}').replace('11:"Shop\\\\', '11:"Shop\\').encode(), "php")
    write("laravel.json", json.dumps({"job": "Call", "attempts": 0, "data": {"command": (here / "object.php").read_bytes().decode()}}).encode(), "json")
    write("cart.phpsession", b'user|' + phpserialize.dumps(plain["user"]) + b'cart|a:1:{i:0;a:2:{s:3:"sku";s:7:"Wexford";s:3:"qty";i:2;}}last|i:1694089179;', "php")
    for protocol in range(6):
        write(f"session.pickle{protocol}", pickled(protocol), "pickle")
    write("session.marshal", subprocess.run(["ruby", "-e", RUBY], check=True, capture_output=True).stdout, "marshal")
    java()
    write("person.protobuf", protobuf(), "protobuf")
    write("order.xml", XML.encode(), "xml")
    write("cart.html", HTML.encode(), "xml")
    write("login.form", urllib.parse.urlencode({"name": "Meredith Phillips", "email": "meredith.phillips@example.com", "city": "Wexford & ñandú", "id": 48213}).encode(), "form")
    write("name.percent", urllib.parse.quote("Meredith Phillips, Wexford ñ").encode(), "percent")
    write("person.json.base64", base64.b64encode(text), "base64 > json")
    write("person.json.base64url", base64.urlsafe_b64encode(text).rstrip(b"="), "base64 > json")
    write("person.json.mime", base64.encodebytes(text), "base64 > json")
    write("person.json.gz", gzip.compress(longer, mtime=0), "gzip > json")
    named = io.BytesIO()
    with gzip.GzipFile(filename="Wexford.json", fileobj=named, mode="wb", mtime=1694089179) as file:
        file.write(longer)
    write("named.json.gz", named.getvalue(), "gzip > json")
    write("person.json.zlib", zlib.compress(longer), "zlib > json")
    for level in [1, 9]:
        write(f"person.json.zlib{level}", zlib.compress(longer, level), "zlib > json")
    raw = zlib.compressobj(wbits=-15)
    write("person.json.deflate", raw.compress(longer) + raw.flush(), "deflate > json")
    write("short.json.zlib", zlib.compress(b'{"name":"Meredith Phillips","city":"Wexford"}'), "zlib > json")
    write("job.rq", zlib.compress(pickle.dumps(("shop.tasks.mail", None, ("Meredith Phillips",), {"to": "meredith.phillips@example.com", "city": "Wexford"}), protocol=5)), "zlib > pickle")
    body = base64.b64encode(json.dumps([["Meredith Phillips", 48213], {"city": "Wexford"}, {"callbacks": None}]).encode()).decode()
    write("task.celery", json.dumps({"body": body, "content-encoding": "utf-8", "headers": {"id": str(uuid.UUID(int=7)), "argsrepr": "('Meredith Phillips', 48213)"}}).encode(), "json > base64 > json")
    write("session.magento", b":gz:" + zlib.compress(phpserialize.dumps(plain)), "prefixed > zlib > php")
    for name, data in [("", zstandard.ZstdCompressor(level=3).compress(longer)),
                       (".checksum", zstandard.ZstdCompressor(level=9, write_checksum=True).compress(longer)),
                       (".streamed", zstandard.ZstdCompressor(level=3, write_content_size=False).compress(longer))]:
        write(f"person.json{name}.zst", data, "zstd > json")
    write("person.json.lz4", lz4.frame.compress(longer), "lz4 > json")
    write("checked.json.lz4", lz4.frame.compress(longer, content_checksum=True, block_checksum=True, store_size=False, block_linked=False), "lz4 > json")
    write("person.json.snappy", snappy.compress(longer), "snappy > json")
    framed = snappy.StreamCompressor()
    write("person.json.snappyframed", framed.compress(longer), "snappy > json")
    (here / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


main()

"""Verifies a signed statement of Mannequin without Mannequin.

    python verify_attestation.py STATEMENT.dsse.json KEY.pub [FILE]

Needs the package `cryptography`. Prints what is said about which digests; with FILE, its SHA-256 has to be one of them.
Ends with 1 when anything does not hold.
"""

import base64
import hashlib
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import load_pem_public_key

envelope_path, key_path, *files = sys.argv[1:]
with open(envelope_path, encoding="utf-8") as file:
    envelope = json.load(file)
with open(key_path, "rb") as file:
    key = load_pem_public_key(file.read())

payload = base64.b64decode(envelope["payload"], validate=True)
kind = envelope["payloadType"].encode()
signed = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def is_signed_by_key(signature):
    try:
        key.verify(base64.b64decode(signature["sig"], validate=True), signed)
        return True
    except (InvalidSignature, ValueError):
        return False


if not any(is_signed_by_key(signature) for signature in envelope["signatures"]):
    sys.exit("the key has not signed it")
if kind != b"application/vnd.in-toto+json":
    sys.exit("it is no in-toto statement")
statement = json.loads(payload)
if statement["_type"] != "https://in-toto.io/Statement/v1":
    sys.exit("it is no in-toto statement of version 1")
digests = {subject["digest"].get("sha256") for subject in statement["subject"]}
for path in files:
    with open(path, "rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() not in digests:
            sys.exit(f"it is not about {path}")
print(statement["predicateType"], *sorted(digest for digest in digests if digest))

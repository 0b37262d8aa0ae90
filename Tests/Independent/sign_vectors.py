"""Prints signatures that the official Python SDKs of today compute, as JSON, in the form of Tests/Fixtures/signing."""

import base64
import datetime
import json
import sys
from unittest import mock

import azure.storage.blob as blob_sdk
import botocore.auth
import botocore.awsrequest
import botocore.credentials
from azure.core.pipeline import PipelineContext, PipelineRequest
from azure.core.pipeline.transport import HttpRequest
from azure.storage.blob import generate_account_sas, generate_blob_sas, generate_container_sas
from azure.storage.blob._shared.authentication import SharedKeyCredentialPolicy
from azure.storage.blob._shared.constants import X_MS_VERSION

KEY = base64.b64encode(bytes(range(64))).decode()
result = {"sdk": blob_sdk.VERSION, "sv": X_MS_VERSION, "sharedKey": [], "sas": [], "presigned": []}
stamp = {"x-ms-date": "Sun, 22 Nov 2026 18:00:00 GMT", "x-ms-version": "2023-11-03"}


def shared_key(name, method, path, headers):
    url = "https://acct1.blob.core.windows.net" + path
    request = HttpRequest(method, url, headers={**stamp, **headers})
    policy = SharedKeyCredentialPolicy("acct1", KEY)
    signed = {}
    original = policy._add_authorization_header

    def hook(pipeline_request, text):
        signed["text"] = text
        original(pipeline_request, text)

    policy._add_authorization_header = hook
    policy.on_request(PipelineRequest(request, PipelineContext(None)))
    result["sharedKey"].append({
        "name": name, "account": "acct1", "key": KEY, "method": method, "url": url, "headers": {**stamp, **headers},
        "stringToSign": signed["text"], "authorization": request.headers["Authorization"]})


shared_key("list", "GET", "/c?restype=container&comp=list&include=metadata%2Csnapshots%2Cversions%2Cdeleted&prefix=a%2Fb", {})
shared_key("block", "PUT", "/c/a%20b?comp=block&blockid=AA%2B%2F", {"Content-Length": "5", "Content-MD5": "x", "Content-Type": "y"})
shared_key("commit", "PUT", "/c/n?comp=blocklist", {
    "Content-Length": "9", "If-None-Match": "*", "x-ms-meta-mannequinid": "m", "x-ms-tags": "a=b&c=d", "x-ms-blob-content-md5": "q"})
shared_key("read", "GET", "/c/n?versionid=2026-11-22T18%3A00%3A00.0000000Z", {"x-ms-range": "bytes=0-9", "If-Match": '"0x8D"'})
shared_key("clear", "PUT", "/c/n?comp=page", {"Content-Length": "0", "x-ms-page-write": "clear", "x-ms-range": "bytes=0-511"})


def sas(kind, function, **arguments):
    signed = []
    token = function(sts_hook=signed.append, **arguments)
    shown = {name: value.isoformat() if isinstance(value, datetime.datetime) else value for name, value in arguments.items()}
    result["sas"].append({"kind": kind, "args": shown, "stringToSign": signed[0], "token": token})


start = datetime.datetime(2026, 11, 22, 17, tzinfo=datetime.timezone.utc)
end = start + datetime.timedelta(hours=2)
sas("blob", generate_blob_sas, account_name="acct1", container_name="c", blob_name="d/a b.rdb", account_key=KEY, permission="racwd",
    expiry=end, start=start, ip="1.2.3.4", protocol="https")
sas("container", generate_container_sas, account_name="acct1", container_name="c", account_key=KEY, permission="rl", expiry=end)
sas("account", generate_account_sas, account_name="acct1", account_key=KEY, resource_types="sco", permission="rl", expiry=end)

moment = datetime.datetime(2026, 11, 22, 18)


class Clock(datetime.datetime):
    @classmethod
    def utcnow(cls):
        return moment

    @classmethod
    def now(cls, tz=None):
        return moment.replace(tzinfo=tz)


def presigned(method, url, token):
    credentials = botocore.credentials.Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token)
    request = botocore.awsrequest.AWSRequest(method, url)
    auth = botocore.auth.S3SigV4QueryAuth(credentials, "s3", "eu-west-1", expires=900)
    patches = [mock.patch("botocore.auth.datetime", mock.Mock(datetime=Clock))] if hasattr(botocore.auth, "datetime") else []
    if hasattr(botocore.auth, "get_current_datetime"):
        patches = [mock.patch("botocore.auth.get_current_datetime", lambda *_, **__: moment)]
    for patch in patches:
        patch.start()
    auth.add_auth(request)
    for patch in patches:
        patch.stop()
    result["presigned"].append({"method": method, "url": url, "sessionToken": token, "signed": request.url})


for token in (None, "FwoGZXIvYXdzEXAMPLE"):
    presigned("GET", "https://s3.eu-west-1.amazonaws.com/bkt/a%20b.rdb", token)
    presigned("PUT", "https://s3.eu-west-1.amazonaws.com/bkt/a?partNumber=2&uploadId=VXBsb2FkIElE", token)
json.dump(result, sys.stdout)

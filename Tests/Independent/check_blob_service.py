"""Runs the official Python SDK against the stand-in: an independent reading of the protocol has to agree.

Usage: check_blob_service.py CONNECTION_STRING SOFT_DELETE_DAYS. The account has a container "exports"."""

import datetime
import hashlib
import sys
import uuid

from azure.core import MatchConditions
from azure.core.exceptions import HttpResponseError
from azure.storage.blob import BlobBlock, BlobServiceClient, ContainerClient, generate_container_sas
from azure.storage.blob._shared import shared_access_signature

# The newest layout of signatures is not what this account speaks.
shared_access_signature.X_MS_VERSION = "2023-11-03"

connection, days = sys.argv[1], int(sys.argv[2])
service = BlobServiceClient.from_connection_string(connection, api_version="2023-11-03")
container = service.get_container_client("exports")


def refused(code, call):
    try:
        call()
    except HttpResponseError as error:
        assert error.error_code == code, (error.error_code, code)
        return
    raise AssertionError("nothing was refused; expected " + code)


# Blocks, the list of them, conditions, metadata, tags.
data = hashlib.sha256(b"block").digest() * 5000
blob = container.get_blob_client("python/a b+c.rdb")
ids = []
for index in range(0, len(data), 50_000):
    ids.append(BlobBlock(block_id=f"{index:08d}"))
    blob.stage_block(f"{index:08d}", data[index : index + 50_000], validate_content=True)
blob.commit_block_list(ids, metadata={"lineage": "x y"}, tags={"state": "raw"}, match_condition=MatchConditions.IfMissing)
properties = blob.get_blob_properties()
assert properties.size == len(data) and properties.metadata == {"lineage": "x y"}, properties
assert blob.get_blob_tags() == {"state": "raw"}
assert blob.download_blob(validate_content=True).readall() == data
assert blob.download_blob(offset=7, length=100).readall() == data[7:107]
refused("BlobAlreadyExists", lambda: blob.upload_blob(b"x", overwrite=False))
refused(
    "ConditionNotMet", lambda: blob.delete_blob(etag='"0x1"', match_condition=MatchConditions.IfNotModified))

# Page blobs.
page = container.get_blob_client("python/page")
page.create_page_blob(1024)
page.upload_page(b"\x07" * 512, offset=512, length=512)
assert page.download_blob().readall() == b"\0" * 512 + b"\x07" * 512
page.clear_page(offset=512, length=512)
assert page.download_blob().readall() == b"\0" * 1024

# Leases.
lease = blob.acquire_lease(lease_duration=60, lease_id=str(uuid.uuid4()))
refused("LeaseIdMissing", lambda: blob.delete_blob())
lease.release()

# Snapshots and deletion.
snapshot = blob.create_snapshot()["snapshot"]
names = [(item.name, item.snapshot) for item in container.list_blobs(name_starts_with="python/a", include=["snapshots"])]
assert names == [("python/a b+c.rdb", snapshot), ("python/a b+c.rdb", None)] or len(names) == 2, names
refused("SnapshotsPresent", lambda: blob.delete_blob())
blob.delete_blob(delete_snapshots="include")
assert not blob.exists()
deleted = [item for item in container.list_blobs(name_starts_with="python/a", include=["snapshots", "deleted"])]
assert len(deleted) == (2 if days else 0), deleted
if days:
    assert all(item.deleted and item.remaining_retention_days in (days, days - 1) for item in deleted), deleted
    blob.undelete_blob()
    assert blob.download_blob().readall() == data
policy = service.get_service_properties()["delete_retention_policy"]
assert bool(policy.enabled) == bool(days), policy

# Signatures: one for all, one for reading only, one that has expired.
def client(permission, hours):
    until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)
    token = generate_container_sas(
        service.account_name, "exports", account_key=service.credential.account_key, permission=permission, expiry=until)
    return ContainerClient(container.primary_endpoint.split("?")[0].rsplit("/exports", 1)[0], "exports", credential=token,
                           api_version="2023-11-03")


client("rlcwd", 1).upload_blob("python/by-signature", b"1")
assert client("rl", 1).download_blob("python/by-signature").readall() == b"1"
refused("AuthorizationPermissionMismatch", lambda: client("rl", 1).delete_blob("python/by-signature"))
refused("AuthenticationFailed", lambda: client("rl", -1).download_blob("python/by-signature"))
print("the SDK agrees")

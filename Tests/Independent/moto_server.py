"""Runs moto's S3 on the loopback interface until standard input ends; prints its port.

Each argument is a bucket that is made; with ":versions" behind its name it keeps versions."""

import sys

import boto3
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
port = server.get_host_and_port()[1]
client = boto3.client(
    "s3", endpoint_url=f"http://127.0.0.1:{port}", aws_access_key_id="test", aws_secret_access_key="test",
    region_name="us-east-1")
for argument in sys.argv[1:]:
    bucket, _, option = argument.partition(":")
    client.create_bucket(Bucket=bucket)
    if option == "versions":
        client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
print(port, flush=True)
sys.stdin.read()
server.stop()

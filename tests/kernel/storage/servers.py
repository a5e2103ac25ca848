"""Two servers of buckets that know nothing of each other: rclone's, and moto for conditions and
object lock. Each is started once, on this machine, and is gone when the tests end."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from re import search
from secrets import token_hex
from typing import Any

import boto3
from botocore.config import Config
from moto.server import ThreadedMotoServer

from shoumi.kernel.storage.bucket.place import Place

BUCKET, LOCKED = "sealed", "locked"
KEY_ID, SECRET = "AKIDFORTESTSONLY", "not-a-secret-only-for-tests"


@contextmanager
def rclone(folder: Path, *more: str) -> Iterator[str]:
    """Its address. It ignores conditions and has no locks; it does check signatures."""
    (folder / BUCKET).mkdir(parents=True, exist_ok=True)
    line = [str(Path(sys.executable).with_name("rclone")), "serve", "s3", str(folder)]
    line += ["--addr", "127.0.0.1:0", "--auth-key", f"{KEY_ID},{SECRET}", *more]
    line += ["--config", "/dev/null"]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            told = iter(process.stderr.readline, "")
            found = (search(r"https?://127\.0\.0\.1:\d+", line) for line in told)
            yield next(match.group() for match in found if match)
        finally:
            process.kill()


@contextmanager
def moto() -> Iterator[str]:
    """Its address. It knows conditions and object lock; it does not check signatures."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        address = f"http://{host}:{port}"
        outside(address).create_bucket(Bucket=BUCKET)
        outside(address).create_bucket(Bucket=LOCKED, ObjectLockEnabledForBucket=True)
        yield address
    finally:
        server.stop()


def outside(address: str) -> Any:
    """A client of whoever has the bucket's credentials, without this house."""
    return boto3.client(
        "s3", endpoint_url=address, region_name="us-east-1", aws_access_key_id=KEY_ID,
        aws_secret_access_key=SECRET, config=Config(s3={"addressing_style": "path"}),
    )  # fmt: skip


def place(address: str, bucket: str = BUCKET, **more: object) -> Place:
    """A prefix of this test's own; impatient, for these servers are near."""
    given = {"prefix": f"{token_hex(8)}/", "key_id": KEY_ID, "secret": SECRET, "tries": 1}
    return Place(bucket, endpoint=address, **{**given, **more})  # type: ignore[arg-type]

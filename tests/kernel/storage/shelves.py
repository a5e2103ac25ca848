"""Where sealed bytes lie, as somebody who has got at the place itself sees and changes it."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from uuid import uuid4

from shoumi.kernel.storage.blobs import FolderStore
from shoumi.kernel.storage.bucket.drafts import Draft
from shoumi.kernel.storage.bucket.place import Place
from shoumi.kernel.storage.bucket.store import BucketStore
from shoumi.kernel.storage.models import WrappedKey
from tests.kernel.storage.servers import outside

Step = tuple[type, str]
PIECE = bytes(range(256)) * 256
"""64 KiB, as sealing moves them."""


class Shelf(Protocol):
    """``steps`` are what a kill may come after; ``dates_drafts`` says whether drafts have the date
    on which they were begun."""

    store: type
    publishing: Step
    dates_drafts: bool

    def names(self) -> list[str]: ...
    def read(self, name: str) -> bytes: ...
    def write(self, name: str, content: bytes) -> None: ...
    def remove(self, name: str) -> None: ...
    def leave_draft(self) -> None: ...


class FolderShelf:
    store: type = FolderStore
    publishing: Step = (FolderStore, "_publish")
    dates_drafts = True

    def __init__(self, data: Path) -> None:
        self._folder = data / "objects"

    def names(self) -> list[str]:
        return [path.name for path in self._folder.rglob("*") if path.is_file()]

    def read(self, name: str) -> bytes:
        return self._path(name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        self._path(name).write_bytes(content)

    def remove(self, name: str) -> None:
        self._path(name).unlink()

    def leave_draft(self) -> None:
        (self._folder / "drafts" / "d").write_bytes(b"half")

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


class BucketShelf:
    store: type = BucketStore
    publishing: Step = (Draft, "publish")

    def __init__(self, place: Place, *, dates_drafts: bool) -> None:
        self._bucket, self._prefix = place.bucket, place.prefix
        self._client: Any = outside(place.endpoint)
        self.dates_drafts = dates_drafts

    def names(self) -> list[str]:
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix=self._prefix)
        return [one["Key"].removeprefix(self._prefix) for one in found.get("Contents", [])]

    def read(self, name: str) -> bytes:
        return bytes(self._client.get_object(**self._where(name))["Body"].read())

    def write(self, name: str, content: bytes) -> None:
        self._client.put_object(**self._where(name), Body=content)

    def remove(self, name: str) -> None:
        self._client.delete_object(**self._where(name))

    def leave_draft(self) -> None:
        self._client.create_multipart_upload(**self._where("ab" * 16 + ".9"))

    def _where(self, name: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": f"{self._prefix}{name}"}


def files(data: Path) -> list[Path]:
    """What lies in the folder of objects."""
    return [path for path in (data / "objects").rglob("*") if path.is_file()]


def age(data: Path, now: datetime, hours: float) -> None:
    """Let everything stored, and its keys, be so old."""
    old = (now - timedelta(hours=hours)).timestamp()
    for path in files(data):
        os.utime(path, (old, old))
    WrappedKey.objects.update(created_at=now - timedelta(hours=hours))


def a_name() -> str:
    return f"{uuid4().hex}.1"


def filling(pieces: int) -> Callable[[BinaryIO], int]:
    return lambda sink: sum(sink.write(PIECE) for _ in range(pieces))

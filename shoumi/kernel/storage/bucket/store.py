"""A bucket as a blob store; see ``blobs.BlobStore`` for what each of these promises."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, BinaryIO, TypeVar, cast

import botocore.session
from botocore.config import Config

from shoumi.kernel.storage.bucket.drafts import Draft
from shoumi.kernel.storage.bucket.faults import asking
from shoumi.kernel.storage.bucket.place import Place
from shoumi.kernel.storage.bucket.reading import BucketReader
from shoumi.kernel.storage.refusals import StoreRefused

T = TypeVar("T")
_NO_UPLOAD = "NoSuchUpload"
_NAME = re.compile(r"[0-9a-f]{32}\.[0-9]+")


class BucketStore:
    """Write-once by condition (``If-None-Match``). A server that ignores conditions is asked
    first whether the name is free; two writers at the same instant are then kept apart by the
    keystore alone, which has one key for a name."""

    def __init__(self, place: Place) -> None:
        self._place = place
        # One connection serves every prefix.
        self._server = replace(place, prefix="", lock_days=0)

    def keep(self, name: str, fill: Callable[[BinaryIO], T]) -> T:
        draft = Draft(self._client, self._place, self._key(name), name)
        try:
            result = fill(cast(BinaryIO, draft))
            draft.publish()
        except BaseException:
            draft.abandon()
            raise
        return result

    def open(self, name: str) -> BinaryIO:
        reader = BucketReader(self._client, self._place, self._key(name), name)
        return cast(BinaryIO, reader)

    def remove(self, name: str) -> None:
        """In a bucket with versions, or under a lock, the bytes stay until the server drops them:
        what destroys content is that its key is gone."""
        with asking(name):
            self._client.delete_object(Bucket=self._place.bucket, Key=self._key(name))

    def names(self) -> Iterator[tuple[str, datetime]]:
        for one in self._pages("list_objects_v2", "Contents"):
            name = one["Key"].removeprefix(self._place.prefix)
            if _NAME.fullmatch(name):
                yield name, one["LastModified"]

    def drop_drafts(self, before: datetime) -> int:
        dropped = 0
        try:
            for one in self._pages("list_multipart_uploads", "Uploads"):
                if one["Initiated"] < before:
                    dropped += self._drop(one["Key"], one["UploadId"])
        except StoreRefused as refused:
            # Some servers say so of a bucket that nothing was ever sent to in parts.
            if refused.code != _NO_UPLOAD:
                raise
        return dropped

    def _drop(self, key: str, upload: str) -> bool:
        """False for a draft that was published or abandoned meanwhile."""
        try:
            with asking():
                self._client.abort_multipart_upload(
                    Bucket=self._place.bucket, Key=key, UploadId=upload
                )
        except StoreRefused as refused:
            if refused.code != _NO_UPLOAD:
                raise
            return False
        return True

    def require_reachable(self) -> None:
        with asking():
            self._client.head_bucket(Bucket=self._place.bucket)

    @property
    def _client(self) -> Any:
        # A connection must not be shared with the process that this one was forked from.
        return _client(self._server, os.getpid())

    def _key(self, name: str) -> str:
        return f"{self._place.prefix}{name}"

    def _pages(self, operation: str, field: str) -> Iterator[dict[str, Any]]:
        pages = iter(
            self._client.get_paginator(operation).paginate(
                Bucket=self._place.bucket, Prefix=self._place.prefix
            )
        )
        while True:
            with asking():
                page = next(pages, None)
            if page is None:
                return
            yield from page.get(field, [])


@cache
def _client(place: Place, _process: int) -> Any:
    session = botocore.session.Session()
    # What stands in the files of Amazon's own tools is not meant for this house.
    session.set_config_variable("config_file", os.devnull)
    session.set_config_variable("credentials_file", os.devnull)
    return session.create_client(
        "s3",
        endpoint_url=place.endpoint or None,
        region_name=place.region,
        verify=place.ca_file or True,
        aws_access_key_id=place.key_id,
        aws_secret_access_key=place.secret,
        aws_session_token=place.token or None,
        config=Config(
            connect_timeout=place.connect,
            read_timeout=place.read,
            retries={"mode": "standard", "total_max_attempts": place.tries},
            s3={"addressing_style": place.style},
            signature_version="s3v4",
            # Each request is signed over its whole body; other checksums not every server knows.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )

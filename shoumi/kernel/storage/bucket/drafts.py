"""An object on its way into a bucket: small ones in one request, others in parts of a fixed size,
and nothing is to be seen before the last request."""

import secrets
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from email.utils import parsedate_to_datetime
from errno import EEXIST
from hashlib import md5
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from shoumi.kernel.storage.bucket.faults import UNTRIED, asking, code_of
from shoumi.kernel.storage.bucket.place import Place
from shoumi.kernel.storage.refusals import Lost, StorageRefused, StoreRefused, TooLarge

PART: Final = 5 * 1024 * 1024
"""Bytes of a part, the least that servers take; it is all that a stream keeps in memory."""
MOST_PARTS: Final = 10_000
_MARK: Final = "draft"
_MODE: Final = "COMPLIANCE"


class Draft:
    """A sink for one object's bytes; `publish` makes it visible, `abandon` leaves nothing.

    Each draft carries a random mark as the object's metadata, so that an answer that was lost on
    the way, or a request that was repeated, is told from somebody else's object of the same name.
    """

    def __init__(self, client: Any, place: Place, key: str, name: str) -> None:
        self._client, self._place, self._name = client, place, name
        self._where = {"Bucket": place.bucket, "Key": key}
        self._mark = secrets.token_hex(16)
        self._buffer, self._filled, self._total = bytearray(), 0, 0
        self._upload, self._parts = "", list[dict[str, Any]]()
        self._lock = self._require_free()

    def write(self, data: Any, /) -> int:
        view = memoryview(data).cast("B")
        size, start = len(view), 0
        self._total += size
        while start < size:
            taken = min(size - start, PART - self._filled)
            if len(self._buffer) < self._filled + taken:
                self._buffer.extend(view[start : start + taken])
            else:
                self._buffer[self._filled : self._filled + taken] = view[start : start + taken]
            self._filled += taken
            start += taken
            if self._filled == PART:
                self._send_part()
        return size

    def publish(self) -> None:
        """Makes the object visible whole; raises FileExistsError for a name that is taken."""
        with asking(self._name):
            if self._upload:
                self._complete()
            else:
                self._put()
        found = self._require_ours()
        if self._lock and "ObjectLockRetainUntilDate" not in found:
            self._retain()

    def abandon(self) -> None:
        if self._upload:
            # The reason why it is abandoned is what is to be told, and the sweeper comes later.
            with suppress(ClientError, BotoCoreError):
                self._client.abort_multipart_upload(**self._where, UploadId=self._upload)

    def _require_free(self) -> dict[str, Any]:
        """Raises FileExistsError at once, and not after the last byte of many. What the server
        is to retain the object by, counted from its own clock."""
        try:
            with asking(self._name):
                self._client.head_object(**self._where)
        except Lost as lost:
            if not self._place.lock_days:
                return {}
            answer = getattr(lost.__cause__, "response", {})
            told = answer["ResponseMetadata"]["HTTPHeaders"]["date"]
            until = parsedate_to_datetime(told) + timedelta(days=self._place.lock_days)
            return {"ObjectLockMode": _MODE, "ObjectLockRetainUntilDate": until}
        raise FileExistsError(EEXIST, "this object version is stored already")

    def _send_part(self) -> None:
        if len(self._parts) == MOST_PARTS:
            raise TooLarge
        with asking(self._name):
            if not self._upload:
                begun = self._client.create_multipart_upload(
                    **self._where, **self._lock, Metadata={_MARK: self._mark}
                )
                self._upload = begun["UploadId"]
            number = len(self._parts) + 1
            sent = self._client.upload_part(
                **self._where, UploadId=self._upload, PartNumber=number, **self._body()
            )
        self._parts.append({"ETag": sent["ETag"], "PartNumber": number})
        self._filled = 0

    def _body(self) -> dict[str, Any]:
        del self._buffer[self._filled :]
        if not self._lock:
            return {"Body": self._buffer}
        # Servers refuse to lock what has no checksum of this kind; it secures nothing else here.
        digest = md5(self._buffer, usedforsecurity=False).digest()
        return {"Body": self._buffer, "ContentMD5": b64encode(digest).decode()}

    def _put(self) -> None:
        body = self._body()
        self._once(
            lambda condition: self._client.put_object(
                **self._where, **self._lock, **body, **condition, Metadata={_MARK: self._mark}
            )
        )

    def _complete(self) -> None:
        if self._filled:
            self._send_part()
        self._once(
            lambda condition: self._client.complete_multipart_upload(
                **self._where,
                UploadId=self._upload,
                MultipartUpload={"Parts": self._parts},
                **condition,
            )
        )

    def _once(self, ask: Callable[[dict[str, str]], object]) -> None:
        """Asks on condition that the name is free; a server that does not know conditions is asked
        without. An error is none where the object turns out to be there and ours."""
        try:
            try:
                ask({"IfNoneMatch": "*"})
            except ClientError as error:
                if code_of(error) not in UNTRIED:
                    raise
                ask({})
        except (ClientError, BotoCoreError):
            if not self._is_ours():
                raise

    def _is_ours(self) -> bool:
        try:
            self._require_ours()
        except (StorageRefused, FileExistsError):
            return False
        return True

    def _retain(self) -> None:
        """Not every server remembers what it was told when the first part came."""
        until = self._lock["ObjectLockRetainUntilDate"]
        with asking(self._name):
            self._client.put_object_retention(
                **self._where, Retention={"Mode": _MODE, "RetainUntilDate": until}
            )

    def _require_ours(self) -> dict[str, Any]:
        """What is visible now is what was sent, to the last byte, and nobody else's."""
        with asking(self._name):
            found = self._client.head_object(**self._where)
        marks = {name.lower(): mark for name, mark in found.get("Metadata", {}).items()}
        if marks.get(_MARK, self._mark) != self._mark:
            raise FileExistsError(EEXIST, "this object version was stored by somebody else")
        if found["ContentLength"] != self._total:
            raise StoreRefused("Incomplete")
        return dict(found)

"""Uploads on their way in: what is too large for memory waits on disk sealed, never in the clear.

Set as the only entry of FILE_UPLOAD_HANDLERS; Django's own handler would leave a plain temporary
file. The key lives in the request's memory alone, so a crash leaves bytes that nobody can open.
"""

import tempfile
from io import BufferedReader
from typing import IO, Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from shoumi.foundation.sealing import Header, RangeReader, Suite, encryptor_for, new_key


class SealedUploadHandler(FileUploadHandler):
    """Seals each upload under a key of its own and gives the form a file that reads it back."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._draft: IO[bytes] = tempfile.TemporaryFile(  # noqa: SIM115 - the reader closes it
            prefix="shoumi-upload-"
        )
        suite: Suite = settings.SUITE
        self._key = new_key(suite)
        self._header = Header(suite, 1, uuid4(), uuid4())
        self._encryptor = encryptor_for(self._header.suite, self._key, self._header.context)
        self._draft.write(bytes(self._header))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._draft.write(self._encryptor.update(raw_data))

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self._draft.write(self._encryptor.finalize())
        self._draft.flush()
        return UploadedFile(
            file=BufferedReader(_UploadReader(self._draft, self._key, self._header)),
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "_draft"):
            self._draft.close()


class _UploadReader(RangeReader):
    """A reader with whose closing the sealed draft is gone."""

    def __init__(self, draft: IO[bytes], key: bytes, header: Header) -> None:
        self._draft = draft
        super().__init__(draft, key, header)

    def close(self) -> None:
        super().close()
        self._draft.close()

"""A zip of parts of which some are replaced or added; every other stays byte for byte as packed."""

import io
import struct
import zipfile
from typing import Any, Final

from shoumi.kernel.rendering import bounds
from shoumi.kernel.rendering.worker.refused import Refused

_LOCAL: Final = struct.Struct("<26xHH")
_ENCRYPTED, _SIZES_FOLLOW = 0x1, 0x8
_THEN: Final = (1980, 1, 1, 0, 0, 0)


class Archive:
    """An open zip. Parts that nobody asks for are never unpacked, whatever they would grow to."""

    def __init__(self, content: bytes) -> None:
        """Raises Refused."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise Refused("damaged") from error
        entries = self._zip.infolist()
        if len(entries) > bounds.PARTS:
            raise Refused("too_large")
        self._content = content
        self._entries = {entry.filename: entry for entry in entries}
        self._unclear = len({name.casefold() for name in self._entries}) < len(entries)
        self._locked = any(entry.flag_bits & _ENCRYPTED for entry in entries)
        self._new: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._entries or name in self._new

    def require_clear(self) -> None:
        """Raises Refused for parts behind a password, and for two of one name: which of them a
        reader would open is anybody's guess."""
        if self._locked:
            raise Refused("locked")
        if self._unclear:
            raise Refused("damaged")

    def read(self, name: str) -> bytes:
        """A part's content. Raises Refused."""
        if name in self._new:
            return self._new[name]
        try:
            with self._zip.open(self._entries[name]) as part:
                content = part.read(bounds.PART_BYTES + 1)
        except KeyError:
            raise Refused("damaged") from None
        except RuntimeError as error:
            raise Refused("locked") from error
        if len(content) > bounds.PART_BYTES:
            raise Refused("too_large")
        return content

    def put(self, name: str, content: bytes) -> None:
        self._new[name] = content

    def free(self, stem: str, suffix: str) -> str:
        """A name that no part has yet."""
        taken = {name.casefold() for name in (*self._entries, *self._new)}
        number = 1
        while f"{stem}{number}{suffix}".casefold() in taken:
            number += 1
        return f"{stem}{number}{suffix}"

    def packed(self) -> bytes:
        """The whole. Raises Refused."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name, entry in self._entries.items():
                if name in self._new:
                    self._add(target, name)
                else:
                    _carry_over(self._content, entry, target)
            for name in self._new.keys() - self._entries.keys():
                self._add(target, name)
        return out.getvalue()

    def _add(self, target: zipfile.ZipFile, name: str) -> None:
        entry = zipfile.ZipInfo(name, _THEN)
        entry.compress_type = zipfile.ZIP_DEFLATED
        target.writestr(entry, self._new[name])


def _carry_over(content: bytes, entry: zipfile.ZipInfo, target: zipfile.ZipFile) -> None:
    """Copies a part as it is packed. `zipfile` has no way for this, so its books are kept here."""
    begin = entry.header_offset
    head = content[begin : begin + 30]
    if len(head) < 30 or not head.startswith(b"PK\x03\x04"):
        raise Refused("damaged")
    name, extra = _LOCAL.unpack(head)
    begin += 30 + name + extra
    packed = content[begin : begin + entry.compress_size]
    if len(packed) < entry.compress_size:
        raise Refused("damaged")
    books: Any = target
    entry.flag_bits &= ~_SIZES_FOLLOW
    entry.extra = b""
    entry.header_offset = books.start_dir
    books.fp.seek(books.start_dir)
    books.fp.write(entry.FileHeader())
    books.fp.write(packed)
    books.start_dir = books.fp.tell()
    books.filelist.append(entry)
    books.NameToInfo[entry.filename] = entry
    books._didModify = True

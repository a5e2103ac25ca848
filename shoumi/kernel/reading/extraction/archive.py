"""A Word file is a zip of XML; this opens both without trusting either."""

import io
import zipfile
import zlib
from typing import Final

from lxml import etree

from shoumi.kernel.reading.refusals import Unreadable

_MAX_MEMBERS: Final = 2_000
_MAX_UNPACKED: Final = 200 * 1024 * 1024
_MAX_PART: Final = 30 * 1024 * 1024
_MAX_RATIO: Final = 200
_RATIO_MATTERS_ABOVE: Final = 1024 * 1024
_ENCRYPTED: Final = 0x1


def open_archive(content: bytes) -> zipfile.ZipFile:
    """The archive, once its directory has been found harmless; raises Unreadable."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable("broken_word") from error
    members = archive.infolist()
    if len(members) > _MAX_MEMBERS:
        raise Unreadable("zip_bomb", found=f"{len(members)} ×")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Unreadable("locked")
    unpacked = sum(member.file_size for member in members)
    if unpacked > _MAX_UNPACKED:
        raise Unreadable("zip_bomb", found=f"{unpacked // 2**20} MB")
    for member in members:
        if member.file_size > _RATIO_MATTERS_ABOVE and member.file_size > _MAX_RATIO * max(
            member.compress_size, 1
        ):
            raise Unreadable(
                "zip_bomb", found=f"{member.file_size // max(member.compress_size, 1)} : 1"
            )
    return archive


def part(archive: zipfile.ZipFile, name: str) -> "etree._Element | None":
    """The parsed XML part of that name, None when absent; raises Unreadable for a bomb, an entity
    or damage.
    """
    try:
        with archive.open(name) as member:
            # The directory's sizes may lie: what is really unpacked is bounded here.
            xml = member.read(_MAX_PART + 1)
    except KeyError:
        return None
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise Unreadable("broken_word") from error
    if len(xml) > _MAX_PART:
        raise Unreadable("zip_bomb", found=f"> {_MAX_PART // 2**20} MB")
    return _parse(xml)


def _parse(xml: bytes) -> "etree._Element":
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("hostile_xml" if b"<!ENTITY" in xml else "broken_word") from error
    # The parser has read the encoding, so a DOCTYPE hidden in UTF-16 is seen as well.
    if root.getroottree().docinfo.internalDTD is not None or root.getroottree().docinfo.doctype:
        raise Unreadable("hostile_xml")
    return root

"""Checks that the bytes of an entry are canonical, and a disclosed value against its commitment."""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Collection
from typing import Any, NoReturn

from .errors import Malformed, WrongOpening

_MAX_BYTES = 16 * 1024
_MAX_LEVELS = 16
_MAX_INTEGER = 9007199254740991


def split_bundle(bundle: bytes) -> list[bytes]:
    """The entries of a C2SP entry bundle, each after its length in two bytes."""
    entries = []
    at = 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        entries.append(bundle[at + 2 : end])
        at = end
    if at != len(bundle):
        raise Malformed("the last entry of a bundle is cut off")
    return entries


def check_entry(entry: bytes, versions: Collection[int]) -> dict[str, Any]:
    """The fields of an entry whose bytes are canonical and whose `v` is one of `versions`.

    Canonical is RFC 8785 without floats, with integers below 2**53, strings in NFC, at most
    16 KiB and 16 levels. Raises `Malformed`.
    """
    if len(entry) > _MAX_BYTES:
        raise Malformed("the entry is longer than 16 KiB")
    try:
        text = entry.decode()
        fields = _READER.decode(text)
        rewritten = _WRITER.encode(fields)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Malformed("the entry isn't JSON in UTF-8") from error
    if rewritten != text:
        raise Malformed("the entry has spaces or escapes that the canonical form doesn't have")
    # Plain ASCII with few brackets can break none of the rules that a walk would look for.
    if not text.isascii() or text.count("{") + text.count("[") > _MAX_LEVELS:
        _check_value(fields, 0)
    if not isinstance(fields, dict):
        raise Malformed("the entry isn't an object")
    version = fields.get("v")
    if type(version) is not int or version not in versions:
        raise Malformed("the entry is of a version that this verifier doesn't know")
    return fields


def verify_opening(commitment: bytes, salt: bytes, field: str, value: str) -> None:
    """Raise `WrongOpening` unless the commitment binds `value` as `field` under `salt`."""
    message = b"shoumi/commitment/v1"
    for part in (field, value):
        encoded = part.encode(errors="surrogatepass")
        message += len(encoded).to_bytes(8, "big") + encoded
    expected = hmac.new(salt, message, hashlib.sha256).digest()
    if len(salt) != 32 or not hmac.compare_digest(expected, commitment):
        raise WrongOpening(f"the value given for {field} is not the one in the log")


def _check_value(value: object, depth: int) -> None:
    if depth > _MAX_LEVELS:
        raise Malformed(f"the entry is nested more than {_MAX_LEVELS} levels deep")
    if isinstance(value, str):
        if not unicodedata.is_normalized("NFC", value):
            raise Malformed("a string of the entry isn't in Unicode normal form C")
    elif isinstance(value, list):
        for item in value:
            _check_value(item, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_value(key, depth)
            _check_value(item, depth + 1)


def _ascending(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    keys = list(fields)
    if not "".join(keys).isascii():
        # RFC 8785 section 3.2.3 orders by UTF-16 code units; ASCII has that order anyway.
        keys.sort(key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    else:
        keys.sort()
    if len(keys) != len(pairs) or keys != list(fields):
        raise Malformed("the keys of the entry are out of order, or one comes twice")
    return fields


def _bounded_integer(digits: str) -> int:
    # Longer digit strings are refused unread: turning them into numbers costs quadratic time.
    if len(digits) > 17 or abs(int(digits)) > _MAX_INTEGER:
        raise Malformed("an integer of the entry is 2**53 or more")
    return int(digits)


def _no_float(digits: str) -> NoReturn:
    raise Malformed(f"the entry holds a number that isn't an integer: {digits[:20]}")


_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_READER = json.JSONDecoder(
    object_pairs_hook=_ascending,
    parse_int=_bounded_integer,
    parse_float=_no_float,
    parse_constant=_no_float,
)

"""The one way to write an entry: RFC 8785 JSON, restricted so that no two readers can differ.

Restrictions beyond RFC 8785: no floats, integers within ±(2**53 - 1), strings and keys in NFC,
at most 16 KiB and 16 levels.
"""

import json
from typing import NoReturn, TypeAlias
from unicodedata import is_normalized

from shoumi.foundation.transparency.verifier.errors import Malformed

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

MAX_SIZE = 16 * 1024
MAX_DEPTH = 16
MAX_INTEGER = 2**53 - 1
# Longer digit strings are refused unread: turning them into numbers costs quadratic time.
_MAX_DIGITS = 17


def encode_canonical(value: Json) -> bytes:
    """The canonical bytes of a value; raises `Malformed` when it may not stand in an entry."""
    encoded = _ENCODER.encode(_ordered(value, 0)).encode()
    if len(encoded) > MAX_SIZE:
        raise Malformed(f"the entry is {len(encoded)} bytes long; at most {MAX_SIZE} are allowed")
    return encoded


def parse_canonical(encoded: bytes) -> Json:
    """The value of canonical bytes; raises `Malformed` for any other bytes."""
    if len(encoded) > MAX_SIZE:
        raise Malformed(f"the entry is {len(encoded)} bytes long; at most {MAX_SIZE} are allowed")
    try:
        value: Json = _DECODER.decode(encoded.decode())
    except UnicodeDecodeError as error:
        raise Malformed("the entry is not UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise Malformed("the entry is not JSON, or is nested too deeply") from error
    if encode_canonical(value) != encoded:
        raise Malformed("the entry isn't written in the canonical way")
    return value


def _ordered(value: Json, depth: int) -> Json:
    if depth > MAX_DEPTH:
        raise Malformed(f"the entry is nested more than {MAX_DEPTH} levels deep")
    if isinstance(value, str):
        return _checked_text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise Malformed("an integer in an entry must lie within ±(2**53 - 1)")
        return value
    if isinstance(value, dict):
        return _ordered_object(value, depth)
    if isinstance(value, list):
        return [_ordered(item, depth + 1) for item in value]
    raise Malformed(f"a value of type {type(value).__name__} can't stand in an entry")


def _ordered_object(fields: dict[str, Json], depth: int) -> dict[str, Json]:
    for key in fields:
        if not isinstance(key, str):
            raise Malformed("the keys of an entry must be strings")
        _checked_text(key)
    # RFC 8785 section 3.2.3 orders by UTF-16 code units; ASCII has that order anyway.
    order = None if "".join(fields).isascii() else _utf_16_units
    return {key: _ordered(fields[key], depth + 1) for key in sorted(fields, key=order)}


def _utf_16_units(key: str) -> bytes:
    return key.encode("utf-16-be")


def _checked_text(text: str) -> str:
    if not text.isascii():
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise Malformed("a string in an entry holds half a character (a lone surrogate)")
        if not is_normalized("NFC", text):
            raise Malformed("a string in an entry is not in Unicode normal form C")
    return text


def _object_of(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Malformed("the entry names a key twice")
    return fields


def _integer_of(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise Malformed("an integer in an entry must lie within ±(2**53 - 1)")
    return int(digits)


def _refuse_float(_digits: str) -> NoReturn:
    raise Malformed("an entry can't hold a number with a fraction, an exponent, NaN or Infinity")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object_of,
    parse_int=_integer_of,
    parse_float=_refuse_float,
    parse_constant=_refuse_float,
)

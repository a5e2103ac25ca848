"""Numbers as rules write them: 十二, 12, xii, ⑫; read and written."""

from typing import Final

_DIGITS: Final = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_UNITS: Final = {"十": 10, "百": 100}
_ROMAN: Final = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
ZH_NUMERAL: Final = "[零〇一二两三四五六七八九十百]"


def read_number(written: str) -> int | None:
    """The value of an Arabic, Chinese or circled number; None when it is none (`十十`, `abc`)."""
    if written.isascii() and written.isdigit():
        return int(written)
    if len(written) == 1 and "①" <= written <= "⑳":
        return ord(written) - ord("①") + 1
    return _read_chinese(written)


def _read_chinese(written: str) -> int | None:
    if not written or any(sign not in _DIGITS and sign not in _UNITS for sign in written):
        return None
    if not any(sign in _UNITS for sign in written):
        return int("".join(str(_DIGITS[sign]) for sign in written))
    total, pending = 0, None
    for sign in written:
        if sign in _DIGITS:
            pending = _DIGITS[sign]
        else:
            total += (1 if pending is None else pending) * _UNITS[sign]
            pending = None
    total += pending or 0
    return (
        total
        if write_chinese(total) in {written, "一" + written} or "零" in written or "〇" in written
        else None
    )


def write_chinese(number: int) -> str:
    """`12` as 十二; numbers of 1000 and more stay Arabic."""
    if not 0 < number < 1000:
        return str(number)
    signs = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    written = f"{signs[hundreds]}百" if hundreds else ""
    if tens:
        written += ("" if tens == 1 and not hundreds else signs[tens]) + "十"
    elif hundreds and ones:
        written += "零"
    return written + (signs[ones] if ones else "")


def read_roman(written: str) -> int | None:
    """The value of a small Roman number up to 100; None when it is not written as one."""
    rest, total = written.lower(), 0
    for value, signs in _ROMAN:
        while rest.startswith(signs):
            rest, total = rest[len(signs) :], total + value
    return total if not rest and total and write_roman(total) == written.lower() else None


def write_roman(number: int) -> str:
    """`12` as xii."""
    written = ""
    for value, signs in _ROMAN:
        while number >= value:
            written, number = written + signs, number - value
    return written


def write_letter(number: int) -> str:
    """`1` as a, `27` as aa, as word processors count."""
    repeats, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (repeats + 1)


def write_circled(number: int) -> str:
    """`3` as ③; beyond twenty in brackets."""
    return chr(ord("①") + number - 1) if 1 <= number <= 20 else f"({number})"

"""The three legal elements of a trade secret, and the kinds of measures that guard it.

Elements: Anti-Unfair Competition Law (2025), art. 10. Measures: Supreme People's Court, Fa Shi
(2020) No. 7, art. 6 (seven kinds), and SAMR Order 126 (three more, for remote and cross-border
work). Nothing can be approved until each element has grounds of its own (clause 2.1).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Element(StrEnum):
    SECRECY = "secrecy"
    VALUE = "value"
    PROTECTION = "protection"

    @property
    def label(self) -> StrPromise:
        return _ELEMENTS[self]


class MeasureType(StrEnum):
    """The seven kinds of art. 6 first, then the three of Order 126."""

    AGREEMENT = "agreement"
    RULES = "rules"
    PREMISES = "premises"
    CARRIERS = "carriers"
    DEVICES = "devices"
    LEAVERS = "leavers"
    OTHER = "other"
    PERMISSION_TIERS = "permission_tiers"
    DESENSITISATION = "desensitisation"
    OPERATION_TRAILS = "operation_trails"

    @property
    def label(self) -> StrPromise:
        return _MEASURES[self]


_ELEMENTS = {
    Element.SECRECY: _("Not known to the public"),
    Element.VALUE: _("Of commercial value"),
    Element.PROTECTION: _("Protected by measures"),
}
_MEASURES = {
    MeasureType.AGREEMENT: _("Confidentiality agreement or clause"),
    MeasureType.RULES: _("Rules, training and written notice"),
    MeasureType.PREMISES: _("Restricted or divided premises"),
    MeasureType.CARRIERS: _("Marking, sorting, sealing or encrypting the carriers"),
    MeasureType.DEVICES: _("Limits on computers, networks, storage and software"),
    MeasureType.LEAVERS: _("Leavers return, clear and go on keeping secret"),
    MeasureType.OTHER: _("Other reasonable measure"),
    MeasureType.PERMISSION_TIERS: _("Permissions in tiers"),
    MeasureType.DESENSITISATION: _("Masking of what need not be seen"),
    MeasureType.OPERATION_TRAILS: _("Trail of every operation"),
}

ENOUGH = 5
"""How much grounds must say: a Chinese character counts one, a word in letters two.

Terse grounds such as 资料柜上锁 are true ones; what matters is that they are not empty words."""
_DISTINCT = 4

_EMPTY_WORDS = re.compile(
    r"(?i)以上皆是|见附件|见上|同上|同前|待补充|待定|待填|暂无|没有|不详|不知道|不清楚|测试|无|略|空|是|有"
    r"|\b(?:n/?a|none|nil|null|todo|tbd|test|same as above|see above|see attachment|unknown)\b"
    r"|\b(?:yes|no|x+)\b"
)
_CHARACTER = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Gap:
    """An element whose grounds don't suffice, and why."""

    element: Element
    because: StrPromise


def refuses_grounds(text: str) -> StrPromise | None:
    """Why these grounds don't suffice, or ``None``."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not any(char.isalnum() for char in plain):
        return _("The grounds are empty. Write in a sentence why this holds.")
    said = _EMPTY_WORDS.sub(" ", plain)
    if not any(char.isalnum() for char in said):
        return _("This says nothing. Write in a sentence why this holds.")
    if _weight(plain) < ENOUGH or len({*said} - {" "}) < _DISTINCT:
        return _("The grounds are too short. Write in a sentence why this holds.")
    return None


def refused(grounds: Mapping[str, str]) -> tuple[Gap, ...]:
    """What speaks against these grounds, in the order of the elements (clause 2.1); empty ones may
    wait.

    The same words for two elements ground neither better, so the second is refused.
    """
    gaps: list[Gap] = []
    seen: set[str] = set()
    for element in Element:
        text = grounds.get(element, "")
        if not text:
            continue
        refusal = refuses_grounds(text)
        words = "".join(char for char in text if char.isalnum()).casefold()
        if refusal is None and words in seen:
            refusal = _("These are the words of another element. Each needs grounds of its own.")
        if refusal is not None:
            gaps.append(Gap(element, refusal))
        seen.add(words)
    return tuple(gaps)


def _weight(text: str) -> int:
    characters = len(_CHARACTER.findall(text))
    return characters + 2 * len(_LETTERS.findall(_CHARACTER.sub(" ", text)))

"""Finding the marks of state secrets in text, so that they never come to rest here.

Law on Guarding State Secrets (2024), arts. 14 and 22: 绝密, 机密, 秘密 grade state secrets, and
what is no state secret must not bear their marks; ★ is kept to them too. The words are also
everyday ones (商业秘密, 机密性, 计算机密码), so a mark is told from a mere word by where it stands.
A mark that is ``certain`` stands as marks do and calls for quarantine; any other asks a person to
look.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class MarkKind(StrEnum):
    GRADE = "grade"
    """绝密, 机密 or 秘密 standing as a grade."""
    OFFERED = "offered"
    """Several of the three in a row, as a text does that offers them as grades."""
    STAR = "star"
    """★ behind a company's own grade, where it must not stand."""
    PHRASE = "phrase"
    """The text speaks of state secrets."""
    ENGLISH = "english"
    """TOP SECRET, SECRET standing as a marking."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """What was found at ``text[start:end]``."""

    start: int
    end: int
    kind: MarkKind
    certain: bool


_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_GAP = rf"[ \t{_UNSEEN}]"
_JOINED = r"[、,/或和及与]"
_WORD = re.compile(
    rf"[绝机秘]{_GAP}{{0,8}}密|(?m:^)[^\S\n]*[绝机秘][^\S\n]*\n{{1,2}}[^\S\n]*密(?m:$)"
)

# 机密封 is 机 + 密封, 拒绝密码 is 拒绝 + 密码: with these behind, 密 begins another word.
_OTHER_WORD = re.compile(r"[封码钥匙度闭集切植织实林谈布致排炼胺云探保]|文(?!件|书|档)")
_OTHER_HEAD = {"机": "算手主随飞司电动宕单整样", "绝": "拒杜隔断谢", "秘": ""}
_PROPERTY = re.compile(r"性|计算")
_OWN = re.compile(r"(?:商业|商|技术|经营|工作|企业|公司|单位|内部|核心|重要|一般|普通)$")
_EVERYDAY = re.compile(r"(?:个人|客户|他人|行业|职业|银行|通信|家庭|我方|对方|泄露|保守|的|小)$")
_WRAPPED = re.compile(r"(?:商业|技术)[ \t]*\n{1,2}[ \t]*$")  # 商业秘密 broken across two lines
_STAR_AFTER = re.compile(rf"级?{_GAP}*★")
_STAR_BEFORE = re.compile(rf"★{_GAP}*$")
_LABEL = re.compile(rf"密{_GAP}*级{_GAP}*(?:定?为|是)?{_GAP}*[:：]?{_GAP}*[\[(【〔「\"]?{_GAP}*$")
_MORE_AFTER = re.compile(rf"级?{_GAP}*{_JOINED}{_GAP}*[绝机秘]{_GAP}*密(?!码|钥|封|度)")
_MORE_BEFORE = re.compile(rf"[绝机秘]{_GAP}*密级?{_GAP}*{_JOINED}{_GAP}*$")
_OPENED = re.compile(rf"[\[(【〔「]{_GAP}*$")
_CLOSED = re.compile(rf"级?{_GAP}*[\])】〕」]")
_NOTHING = re.compile(r"[\W_]*")
_BEGINS = re.compile(r"级?(?:[ \t]*[_·•\-]|[ \t]+(?:第|\d)|[ \t]*\d{1,2}(?:年|个月))")
_STATE = re.compile(rf"国{_GAP}{{0,8}}家{_GAP}{{0,8}}[绝机秘]{_GAP}{{0,8}}密")
_DENIED = re.compile(r"(?:不|非|无|未|严禁|禁止|勿|没有)[^。;；!！?？\n]{0,20}$")
_OF_THE_LAW = re.compile(r"保守$")
_LAW_NAME = re.compile(r"法")
_STARRED = re.compile(rf"(?:商密|商秘){_GAP}*(?:级)?{_GAP}*★")
_TOP = re.compile(r"\b(?:TOP[ \t_-]{0,4}SECRET|Top Secret)\b")
_SECRET = re.compile(r"\bSECRET\b")
_LABEL_EN = re.compile(r"(?i)\bclassif(?:ication|ied)[ \t]*:?[ \t]*(?:top[ \t]+)?(secret)\b")
_AROUND = 24
_FOLDED = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {
        char: unicodedata.normalize("NFKC", char)
        for char in map(chr, (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAD9)))
        if len(unicodedata.normalize("NFKC", char)) == 1
    }
    | dict.fromkeys(map(chr, (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)), " ")
    | {"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n"}
    | dict(zip("絕機祕國業級爲⭐✭✮⋆", "绝机秘国业级为★★★★", strict=True))
)  # fmt: skip


def find_marks(text: str) -> tuple[Mark, ...]:
    """Every mark in the text, in order. Positions are those of ``text`` itself."""
    folded = text.translate(_FOLDED)  # one character for one, so that positions hold
    found = [mark for match in _WORD.finditer(folded) if (mark := _judge(folded, match))]
    for match in _STARRED.finditer(folded):
        found.append(Mark(match.start(), match.end(), MarkKind.STAR, certain=False))
    found += (mark for match in _STATE.finditer(folded) if (mark := _phrase(folded, match)))
    found += _english(folded)
    return tuple(sorted(set(found)))


def bears_state_marks(text: str) -> bool:
    """Whether something in the text stands as a state-secret mark does: quarantine it."""
    return any(mark.certain for mark in find_marks(text))


def refuses_as_grade_name(name: str) -> StrPromise | None:
    """Why a company may not call a grade so, or ``None`` (the same law, art. 22)."""
    folded = unicodedata.normalize("NFKC", name).translate(_FOLDED)
    letters = "".join(char for char in folded if char.isalnum() or char == "★")
    if "★" in letters:
        return _("★ is reserved for state secrets. Name the grade without it.")
    rest = letters.replace("商业秘密", "").replace("技术秘密", "")
    english = re.sub(r"(?i)trade\W*secrets?", "", folded)
    if re.search(r"绝密|机密|秘密", rest) or re.search(r"(?i)\bsecret\b|topsecret", english):
        return _(
            "绝密, 机密, 秘密 (top secret, secret) are the grades of state secrets and can't name "
            "a grade of a company. Use for example 核心商密, 重要商密, 一般商密."
        )
    return None


def _judge(text: str, match: re.Match[str]) -> Mark | None:
    """The mark that this word is, or ``None`` when it is an everyday word."""
    start, end = match.span()
    word = match.group()
    if "\n" in word:
        return Mark(start + len(word) - len(word.lstrip()), end, MarkKind.GRADE, certain=True)
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    if len(word) > 2 and before[-1:].isalpha():
        return None  # 计算机 密封: the gap parts two words
    near, next_ = before.rstrip(" \t" + _UNSEEN), after.lstrip(" \t" + _UNSEEN)
    if _WRAPPED.search(text, max(0, start - _AROUND), start):
        return None
    if near.endswith("国家") or _is_another_word(word[0], near, next_):
        return None
    starred = _STAR_AFTER.match(after)
    if word[0] != "绝" and _OWN.search(near):
        return Mark(start, end + starred.end(), MarkKind.STAR, certain=False) if starred else None
    if word[0] != "绝" and _EVERYDAY.search(near) and not starred:
        return None
    if _MORE_AFTER.match(after) or _MORE_BEFORE.search(before):
        return Mark(start, end, MarkKind.OFFERED, certain=False)
    if _stands_as_mark(text, start, end, before, after):
        return Mark(start, end, MarkKind.GRADE, certain=True)
    if word[0] == "秘" and not next_.startswith("级"):
        return None
    return Mark(start, end, MarkKind.GRADE, certain=False)


def _is_another_word(head: str, before: str, after: str) -> bool:
    """计算机密码, 拒绝密谈, 机密性: the two characters belong to other words."""
    if _OTHER_WORD.match(after) or _PROPERTY.match(after):
        return True
    return before[-1:] != "" and before[-1:] in _OTHER_HEAD[head]


def _stands_as_mark(text: str, start: int, end: int, before: str, after: str) -> bool:
    """With a star, behind 密级：, in brackets, alone on its line, or leading it with a number."""
    if _STAR_AFTER.match(after) or _STAR_BEFORE.search(before) or _LABEL.search(before):
        return True
    if _OPENED.search(before) and _CLOSED.match(after):
        return True
    leads = len(before) < _AROUND and _NOTHING.fullmatch(before) is not None
    ends = len(after) < _AROUND and _NOTHING.fullmatch(after.removeprefix("级")) is not None
    return leads and (ends or _BEGINS.match(after) is not None)


def _phrase(text: str, match: re.Match[str]) -> Mark | None:
    start, end = match.span()
    before = text[max(0, start - _AROUND) : start]
    if _DENIED.search(before) or (_OF_THE_LAW.search(before) and _LAW_NAME.match(text, end)):
        return None
    return Mark(start, end, MarkKind.PHRASE, certain=False)


def _english(text: str) -> list[Mark]:
    found = [Mark(*match.span(), MarkKind.ENGLISH, certain=True) for match in _TOP.finditer(text)]
    for match in _LABEL_EN.finditer(text):
        found.append(Mark(*match.span(1), MarkKind.ENGLISH, certain=True))
    taken = {position for mark in found for position in range(mark.start, mark.end)}
    for match in _SECRET.finditer(text):
        before = text[max(0, match.start() - _AROUND) : match.start()].rpartition("\n")[2]
        after = text[match.end() : match.end() + _AROUND].partition("\n")[0]
        alone = _stands_as_mark(text, *match.span(), before, after)
        if match.start() not in taken and (alone or after.startswith("//")):
            found.append(Mark(*match.span(), MarkKind.ENGLISH, certain=True))
    return found

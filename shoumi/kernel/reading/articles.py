"""Where the articles begin: 第…条, Article 3, chapters alone; told from mentions of articles by
sequence and surroundings.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from shoumi.kernel.reading.numerals import ZH_NUMERAL, read_number, read_roman
from shoumi.kernel.reading.stream import LINE, Stream

_ZH: Final = re.compile(rf"第({ZH_NUMERAL}{{1,8}}|\d{{1,4}})条(?:之({ZH_NUMERAL}{{1,3}}))?")
_CHAPTER: Final = re.compile(rf"第({ZH_NUMERAL}{{1,8}}|\d{{1,4}})[章编篇]")
_SECTION: Final = re.compile(
    rf"第(?:{ZH_NUMERAL}{{1,8}}|\d{{1,4}})[章编篇节]|\bchapter\s(?:\d+|[ivxlc]+)\b", re.IGNORECASE
)
_ENGLISH: Final = tuple(
    re.compile(rf"\b{word}\s(\d{{1,4}}|[IVXLC]{{1,7}})\b(?!\.\d)()", re.IGNORECASE)
    for word in ("article", "section", "clause", "chapter")
)
# What follows a mention and never a heading: 第十条第二款, 第三条规定, "Article 3 of the Law".
_MENTION_AFTER: Final = re.compile(
    rf"第?(?:{ZH_NUMERAL}+|\d+)[款项]|规定|的|[,。;)]|、第|至|到|》|所列|所述|所称|之规定|以及"
    rf"|\((?:{ZH_NUMERAL}+|\d+)\)(?:[、,]|[项款目])"
    r"|\s?(?:of|and|or|above|below|shall|applies|hereof|to)\b"
)
_DOUBTFUL_AFTER: Final = re.compile("[与和及或所中内]|要求|执行|处理|办理|约定")
_MENTION_BEFORE: Final = re.compile(
    r"(?:依照|按照|根据|依据|违反|参照|适用|符合|本制度|本办法|本规定|本章|参见|详见|法|》|与|和|及|至|、|under|in|with|of|see)\s?$",
    re.IGNORECASE,
)
_LONGEST_CHAPTER_TITLE: Final = 40
_MOST_ARTICLES: Final = 2_000
_WIDEST_UNSURE_GAP: Final = 2
_WORDS_BEFORE: Final = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """One possible beginning of an article: where it stands, where its own words begin, its
    number, how likely it is.
    """

    place: int
    end: int
    number: int
    branch: str
    strength: int

    @property
    def label(self) -> str:
        """The number as ids begin with it: `7`, or `7-1` for 第七条之一."""
        return f"{self.number}{self.branch}"


@dataclass(frozen=True, slots=True)
class Found:
    """The articles of a text in order, and the numbers that were expected between them and are
    missing.
    """

    marks: tuple[Mark, ...]
    missing: tuple[int, ...]


def find_articles(stream: Stream) -> Found:
    """The articles in whichever of the known ways of writing yields most; none when the text has
    no articles.
    """
    chinese = _choose(_candidates(stream, _ZH))
    if chinese.marks:
        return chinese
    english = max(
        (_choose(_candidates(stream, pattern)) for pattern in _ENGLISH),
        key=lambda found: len(found.marks),
    )
    chapters = _choose(_candidates(stream, _CHAPTER))
    best = max((english, chapters), key=lambda found: len(found.marks))
    return best if len(best.marks) > 1 else Found((), ())


def chapter_places(stream: Stream) -> list[int]:
    """Where headings of chapters and sections begin, in order."""
    return [
        found.start()
        for found in _SECTION.finditer(stream.mark)
        if stream.break_before(found.start()) >= LINE or stream.ends_sentence(found.start())
    ]


def _candidates(stream: Stream, pattern: re.Pattern[str]) -> list[Mark]:
    chapters = chapter_places(stream) if pattern is not _CHAPTER else []
    marks: list[Mark] = []
    for found in pattern.finditer(stream.mark):
        number = read_number(found.group(1)) or read_roman(found.group(1))
        if not number or number > _MOST_ARTICLES or _MENTION_AFTER.match(stream.mark, found.end()):
            continue
        branch = read_number(found.group(2)) if found.lastindex == 2 and found.group(2) else None
        strength = _strength(stream, found.start(), found.end(), chapters)
        marks.append(
            Mark(found.start(), found.end(), number, f"-{branch}" if branch else "", strength)
        )
    return marks


def _strength(stream: Stream, place: int, end: int, chapters: list[int]) -> int:
    """4 after a full stop or a chapter's heading, 3 at a line's beginning, 2 after a space, 1
    else, 0 when a mention.
    """
    before = stream.mark[max(0, place - _WORDS_BEFORE) : place]
    if (
        _is_heading_sign(before[-1:])
        or stream.ends_sentence(place)
        or _follows_chapter(stream, place, chapters)
    ):
        return 4
    if _DOUBTFUL_AFTER.match(stream.mark, end):
        return 0
    if stream.break_before(place) >= LINE:
        return 1 if _MENTION_BEFORE.search(before) else 3
    if _MENTION_BEFORE.search(before):
        return 0
    return 2 if stream.break_before(place) else 1


def _is_heading_sign(sign: str) -> bool:
    return bool(sign) and "\ue001" <= sign <= "\ue006"


def _follows_chapter(stream: Stream, place: int, chapters: list[int]) -> bool:
    index = bisect_right(chapters, place) - 1
    if index < 0 or place - chapters[index] > _LONGEST_CHAPTER_TITLE:
        return False
    return not any(sign in "。;!?" for sign in stream.mark[chapters[index] : place])


def _choose(candidates: list[Mark]) -> Found:
    """Follow the sequence: for each number in turn the likeliest mark before the next number's
    sure one.
    """
    by_number: dict[int, list[Mark]] = {}
    for mark in candidates:
        if mark.strength and not mark.branch:
            by_number.setdefault(mark.number, []).append(mark)
    chosen: list[Mark] = []
    missing: list[int] = []
    number, place, told = 1, -1, 0
    last = max(by_number, default=0)
    while number <= last:
        best = _best(by_number, number, place)
        if best is not None and _is_credible(
            best, gap=len(missing) - told, more=number + 1 in by_number
        ):
            told = len(missing)
            chosen.append(best)
            place = best.place
        else:
            missing.append(number)
        number += 1
    while missing and (not chosen or missing[-1] > chosen[-1].number):
        missing.pop()
    return Found(_with_strays(chosen, candidates), tuple(missing))


def _is_credible(mark: Mark, *, gap: int, more: bool) -> bool:
    """The less a mark's surroundings say for it, the more the sequence has to."""
    if gap:
        return mark.strength == 4 or (mark.strength == 3 and gap <= _WIDEST_UNSURE_GAP)
    return mark.strength > 1 or mark.number == 1 or more


def _best(by_number: dict[int, list[Mark]], number: int, after: int) -> Mark | None:
    options = _later(by_number.get(number, []), after)
    fence = next(
        (mark.place for mark in _later(by_number.get(number + 1, []), after) if mark.strength >= 3),
        None,
    )
    within = [mark for mark in options if fence is None or mark.place < fence]
    # Beyond the next number's sure mark only a sure one counts: the text then repeats or misorders
    # its numbers.
    usable = within or ([] if fence is not None else options)
    return max(usable, key=lambda mark: (mark.strength, -mark.place), default=None)


def _later(marks: list[Mark], after: int) -> list[Mark]:
    return marks[bisect_right(marks, after, key=lambda mark: mark.place) :]


def _with_strays(chosen: list[Mark], candidates: list[Mark]) -> tuple[Mark, ...]:
    """Sure marks outside the sequence stay: a number given twice, an inserted 第七条之一, a
    chapter that begins anew.
    """
    taken = {mark.place for mark in chosen}
    strays = [mark for mark in candidates if mark.strength == 4 and mark.place not in taken]
    return tuple(sorted([*chosen, *strays], key=lambda mark: mark.place)) if chosen else ()

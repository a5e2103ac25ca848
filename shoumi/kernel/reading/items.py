"""Items inside an article: which signs begin one, how they nest, where a second list (the members'
duties) begins.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from shoumi.kernel.reading.markers import Marker, find_markers
from shoumi.kernel.reading.refusals import MAX_CLAUSES, Unreadable
from shoumi.kernel.reading.stream import HEADING_END, Stream

_SENTENCE_END: Final = re.compile(r"[。;!?]|\.(?=\s)")
_DUTIES: Final = re.compile(
    r"义务|职责|责任|权利|分工|纪律|要求|dut(?:y|ies)|obligations|responsibilities|rights",
    re.IGNORECASE,
)
_MEMBERS: Final = re.compile(r"委员(?!会)|成员|members?\b", re.IGNORECASE)
_LONGEST_HEADING: Final = 60
_LONGEST_TITLE: Final = 40
_WIDEST_GAP: Final = 4
_MOST_GROUPS: Final = 20
_MOST_SIGNS: Final = 4 * MAX_CLAUSES
_MOST_TROUBLES: Final = 50


@dataclass(slots=True)
class Item:
    """An item: the last step of its id, where its sign and its own words stand, its lists."""

    step: str
    value: int
    sign: int
    start: int
    end: int
    groups: list["Group"] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """One list: the sign its items begin with, the prefix of their ids, the heading it stands
    under.
    """

    style: str
    prefix: str
    heading: str
    items: list[Item] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The number of the item read last."""
        return self.items[-1].value


@dataclass(slots=True)
class Trouble:
    """Something odd in the numbering: its kind, and the ids before and after."""

    code: str
    where: str
    found: str


@dataclass(slots=True)
class ItemReader:
    """Reads the items of one stretch of the stream. `number` is the article's, for ids such as 3.1
    written out.
    """

    stream: Stream
    number: int | None
    root: Item
    troubles: list[Trouble] = field(default_factory=list)
    _open: list[Group] = field(default_factory=list)
    _count: int = 0

    def read(self) -> Item:
        """The stretch with its lists in place."""
        markers = find_markers(self.stream, self.root.start, self.root.end)
        if len(markers) > _MOST_SIGNS:
            raise Unreadable("too_many_clauses", limit=MAX_CLAUSES)
        ahead = {(marker.style, marker.value) for marker in markers}
        for marker in markers:
            placed = self._placed(marker, ahead) or self._placed(marker.as_roman(), ahead)
            if not placed and marker.sure and self._open and marker.style == self._open[0].style:
                self._tell(Trouble("number_out_of_order", self._where(), self._sign(marker)))
        return self.root

    def _placed(self, marker: Marker, ahead: set[tuple[str, int]]) -> bool:
        if marker.path:
            return self._follow_path(marker)
        if marker.style == "bare" and not (
            self.number is None and self._in_sequence(marker, ahead)
        ):
            return False
        rules: tuple[Callable[[Marker], bool], ...] = (
            self._continue_list,
            self._continue_in_other_sign,
        )
        if any(rule(marker) for rule in rules):
            return True
        if marker.style == "bullet":
            return self._begin_list(marker)
        if marker.value == 1 and self._may_begin(marker, ahead):
            return self._begin_list(marker)
        return self._continue_with_gap(marker, ahead)

    def _follow_path(self, marker: Marker) -> bool:
        """`3.1`, `3.1.2`: the path itself says where the item belongs."""
        if not (marker.sure or (marker.spaced and self._within_title(marker.place))):
            return False
        values = [] if self.number is None else [self.number]
        values += [group.last for group in self._open]
        above = marker.path[:-1]
        for depth in range(len(values), len(above) - 1, -1):
            if tuple(values[depth - len(above) : depth]) != above:
                continue
            level = depth - (0 if self.number is None else 1)
            if level < len(self._open) and marker.value == self._open[level].last + 1:
                return self._append(level, marker)
            if level == len(self._open) and marker.value == 1:
                return self._push(marker, "path")
        return False

    def _continue_list(self, marker: Marker) -> bool:
        for level in reversed(range(len(self._open))):
            group = self._open[level]
            if group.style != marker.style:
                continue
            if marker.style == "bullet":
                return self._append(level, marker)
            if marker.value == group.last + 1:
                # A bracketed number inside a sentence still goes on when the sequence does; others
                # need surroundings.
                trusted = marker.sure or marker.bracketed or marker.joined or marker.spaced
                return trusted and self._append(level, marker)
        return False

    def _continue_in_other_sign(self, marker: Marker) -> bool:
        """（三） then (4): the sequence goes on although the sign changes."""
        if marker.value == 1 or marker.style == "bullet" or not (marker.sure or marker.bracketed):
            return False
        for level in reversed(range(len(self._open))):
            if self._open[level].style != "bullet" and marker.value == self._open[level].last + 1:
                self._open[level].style = marker.style
                return self._append(level, marker)
        return False

    def _in_sequence(self, marker: Marker, ahead: set[tuple[str, int]]) -> bool:
        """A number without any sign after it is believed only as one of several."""
        return ("bare", marker.value + 1) in ahead or (
            bool(self._open) and marker.value == self._open[0].last + 1
        )

    def _may_begin(self, marker: Marker, ahead: set[tuple[str, int]]) -> bool:
        if marker.sure or marker.joined:
            return True
        if marker.bracketed and self._open and _DUTIES.search(self._heading_before(marker.place)):
            return True
        goes_on = (marker.style, 2) in ahead
        return self._within_title(marker.place) and (
            goes_on or (marker.spaced and marker.bracketed)
        )

    def _begin_list(self, marker: Marker) -> bool:
        level = next(
            (at for at, group in enumerate(self._open) if group.style == marker.style), None
        )
        heading = self._heading_before(marker.place) if self._open else ""
        if level is None and not (
            heading and _DUTIES.search(heading) and not heading.endswith((":", "："))
        ):
            return self._push(marker, marker.style)
        return self._begin_group(marker, level or 0, heading)

    def _begin_group(self, marker: Marker, level: int, heading: str) -> bool:
        holder = self._holder(level)
        if len(holder.groups) == _MOST_GROUPS:
            return False
        if heading:
            holder.groups[-1].items[-1].end = marker.place - len(heading)
            self._cut_deeper(level, marker.place - len(heading))
        else:
            self._cut_deeper(level, marker.place)
            self._tell(Trouble("numbering_begins_again", self._where(), self._sign(marker)))
        del self._open[level:]
        taken = {group.prefix for group in holder.groups}
        prefix = (
            "M"
            if _MEMBERS.search(heading) and "M" not in taken
            else chr(ord("A") + len(holder.groups))
        )
        title = heading.strip(" :：" + HEADING_END)
        return self._enter(holder, Group(marker.style, prefix, title), marker)

    def _continue_with_gap(self, marker: Marker, ahead: set[tuple[str, int]]) -> bool:
        if not marker.sure:
            return False
        for level in reversed(range(len(self._open))):
            group = self._open[level]
            if group.style != marker.style:
                continue
            if group.last + 1 < marker.value <= group.last + _WIDEST_GAP:
                self._tell(Trouble("number_missing", self._where(level), str(group.last + 1)))
                return self._append(level, marker)
            if marker.value == group.last:
                self._tell(Trouble("number_twice", self._where(level), str(marker.value)))
                return self._append(level, marker)
        if (
            not self._open
            and marker.value == 2
            and (marker.style, 3) in ahead
            and (marker.style, 1) not in ahead
        ):
            self._tell(Trouble("number_missing", "", "1"))
            return self._push(marker, marker.style)
        return False

    def _holder(self, level: int) -> Item:
        return self.root if level == 0 else self._open[level - 1].items[-1]

    def _push(self, marker: Marker, style: str) -> bool:
        holder = self._holder(len(self._open))
        if holder is not self.root:
            holder.end = min(holder.end, marker.place)
        return self._enter(holder, Group(style, "", ""), marker)

    def _enter(self, holder: Item, group: Group, marker: Marker) -> bool:
        holder.groups.append(group)
        self._open.append(group)
        return self._append(len(self._open) - 1, marker)

    def _append(self, level: int, marker: Marker) -> bool:
        group = self._open[level]
        self._count += 1
        if self._count > MAX_CLAUSES:
            raise Unreadable("too_many_clauses", limit=MAX_CLAUSES)
        if group.items:
            self._cut_deeper(level, marker.place)
        del self._open[level + 1 :]
        value = len(group.items) + 1 if group.style == "bullet" else marker.value
        repeats = sum(1 for item in group.items if item.value == value)
        step = f"{group.prefix}{value}{chr(ord('a') + repeats) if repeats else ''}"
        group.items.append(Item(step, value, marker.place, marker.end, self.root.end))
        return True

    def _cut_deeper(self, level: int, place: int) -> None:
        """Whatever is open at this level or below ends here."""
        for group in self._open[level:]:
            if group.items:
                group.items[-1].end = min(group.items[-1].end, place)

    def _current_start(self) -> int:
        return self._open[-1].items[-1].start if self._open else self.root.start

    def _within_title(self, place: int) -> bool:
        start = self._current_start()
        return place - start <= _LONGEST_TITLE and not _SENTENCE_END.search(
            self.stream.mark, start, place
        )

    def _heading_before(self, place: int) -> str:
        """The words between the last full stop and this sign, when they look like a heading:
        short, without a comma.
        """
        start = self._current_start()
        ends = [
            found.end()
            for found in _SENTENCE_END.finditer(self.stream.mark, max(start, place - 200), place)
        ]
        begin = ends[-1] if ends else self._line_start(start, place)
        if place - begin > _LONGEST_HEADING:
            return ""
        words = self.stream.text[begin:place]
        plain = self.stream.mark[begin:place]
        if begin in (start, place) or "," in plain or not words.strip():
            return ""
        return words

    def _line_start(self, start: int, place: int) -> int:
        """An item without a full stop: only a line of its own can part the heading from it."""
        line = bisect_left(self.stream.lines, place) - 1
        return max(start, self.stream.lines[line]) if line >= 0 else start

    def _tell(self, trouble: Trouble) -> None:
        if len(self.troubles) < _MOST_TROUBLES:
            self.troubles.append(trouble)

    def _where(self, level: int | None = None) -> str:
        groups = self._open if level is None else self._open[: level + 1]
        return ".".join(group.items[-1].step for group in groups)

    def _sign(self, marker: Marker) -> str:
        return self.stream.text[marker.place : marker.end]

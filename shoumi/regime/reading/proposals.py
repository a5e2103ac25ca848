"""Proposes, for a clause in anybody's words, which controls it asks for, and says by which words
it was recognised.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from shoumi.foundation.bilingual import Bilingual
from shoumi.foundation.tables import BadEdition
from shoumi.kernel.reading.structure import Clause
from shoumi.regime.editions.catalogue import load_catalogue

_FILE: Final = Path(__file__).with_name("cues.toml")
_SENTENCES: Final = re.compile(r"[。；;！!？?]|\.(?=\s|$)")
_DEFINES: Final = re.compile(
    r"是指|所称|定义|适用于|适用范围|为了|宗旨|means\b|refers to|applies to|definition|purpose",
    re.IGNORECASE,
)
_MENTIONS: Final = Bilingual("提到{words}", "mentions {words}")
_DEFINES_ONLY: Final = Bilingual(
    "只说明含义、目的或适用范围，本身不要求做什么；请核对。",
    "It only says what words mean, why, or to whom the text applies, and asks nothing by "
    "itself. Please check.",
)
_NOT_RECOGNISED: Final = Bilingual(
    "没有认出它要求做什么，请选择核实事项，或写明它不要求什么。",
    "What it asks was not recognised. A person must name its controls or say that it asks nothing.",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Control ids for one clause in the catalogue's order, and why; a person confirms."""

    clause: str
    controls: tuple[str, ...]
    because: Bilingual


@dataclass(frozen=True, slots=True)
class _Word:
    pattern: re.Pattern[str]
    forbidden: bool
    in_heading_too: bool


Cue = tuple[_Word, ...]


def propose(clause: Clause) -> Proposal:
    """The controls whose cues the clause's words meet. Pure: the same words always give the same
    proposal.
    """
    sentences = list(dict.fromkeys(filter(str.strip, _SENTENCES.split(clause.text))))
    found: dict[str, list[str]] = {}
    for control, cues in load_cues().items():
        words = _first_match(cues, sentences, clause.context)
        if words:
            found[control] = words
    if found:
        said = list(dict.fromkeys(word for words in found.values() for word in words))
        because = Bilingual(
            _MENTIONS.zh.format(words="、".join(f"“{word}”" for word in said)),
            _MENTIONS.en.format(words=", ".join(f"“{word}”" for word in said)),
        )
        return Proposal(clause.id, tuple(found), because)
    defines = _DEFINES.search(clause.text) is not None
    return Proposal(clause.id, (), _DEFINES_ONLY if defines else _NOT_RECOGNISED)


def _first_match(cues: tuple[Cue, ...], sentences: list[str], heading: str) -> list[str]:
    for sentence in sentences:
        for cue in cues:
            words = _meets(cue, sentence, heading)
            if words:
                return words
    return []


def _meets(cue: Cue, sentence: str, heading: str) -> list[str]:
    """The words by which the sentence meets the cue, empty when it does not."""
    words: list[str] = []
    for word in cue:
        found = word.pattern.search(sentence)
        if found is None and word.in_heading_too:
            found = word.pattern.search(heading)
        if (found is None) != word.forbidden:
            return []
        if found is not None:
            words.append(found.group())
    return words


@cache
def load_cues() -> Mapping[str, tuple[Cue, ...]]:
    """The cues of every control; raises BadEdition when a control of the catalogue has none or an
    unknown one has some.
    """
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    catalogue = load_catalogue()
    if set(table) != set(catalogue):
        differing = ", ".join(sorted(set(table) ^ set(catalogue)))
        raise BadEdition(f"{_FILE.name}: differs from the catalogue: {differing}")
    return {
        control: (
            *(_read_cue(line, latin=False) for line in _ways(table, control)["zh"]),
            *(_read_cue(line, latin=True) for line in _ways(table, control)["en"]),
        )
        for control in catalogue
    }


def _ways(table: Mapping[str, Mapping[str, str]], control: str) -> Mapping[str, str]:
    """The control's own cues, or those of the control it is asked together with."""
    own = table[control]
    return table[own["same_as"]] if "same_as" in own else own


def _read_cue(line: str, *, latin: bool) -> Cue:
    return tuple(_read_word(word, latin=latin) for word in line.split())


def _read_word(written: str, *, latin: bool) -> _Word:
    ways = [re.escape(way.replace("_", " ")) for way in written.lstrip("!^").split("|")]
    either = "|".join(ways)
    pattern = rf"(?<![A-Za-z])(?:{either})[A-Za-z]*" if latin else f"(?:{either})"
    return _Word(
        re.compile(pattern, re.IGNORECASE), written.startswith("!"), written.startswith("^")
    )

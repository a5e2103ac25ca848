"""Whether what stands on an agenda touches an interest that somebody declared (4.M2)."""

import re

SHORTEST = 2
_BETWEEN = re.compile(r"[、，,；;\n]+")


def names_in(said: str) -> list[str]:
    """The names that were listed, each once; shorter ones than two characters tell nothing."""
    found = (one.strip() for one in _BETWEEN.split(said))
    return list(dict.fromkeys(one for one in found if len(one) >= SHORTEST))


def touches(said: str, names: str) -> bool:
    """Whether one of the names stands in what is said, whatever its case."""
    plain = said.casefold()
    return any(one.casefold() in plain for one in names_in(names))

"""Official numbers 〔2026〕第 3 号: without gaps, given when something is issued, never again."""

from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.records.models import Sequence


def next_number(entity: OrgUnit, series: str, word: str, year: int) -> str:
    """The next number of a series of this legal entity, taken under a lock.

    `word` is the series' own word (商密); the entity's word stands before it. The first number of
    a year is the entity's starting number.
    """
    return next_numbers(entity, series, word, year, count=1)[0]


def next_numbers(entity: OrgUnit, series: str, word: str, year: int, *, count: int) -> list[str]:
    """So many numbers in a row, taken under one lock."""
    # The entity's row stands for the series' first row, which can't be locked before it is there.
    OrgUnit.objects.select_for_update(no_key=True).get(pk=entity.pk)
    row = Sequence.objects.filter(entity=entity, series=series, year=year).first()
    if row is None:
        row = Sequence(entity=entity, series=series, year=year, last=entity.number_start - 1)
    first = row.last + 1
    row.last += count
    row.save()
    head = f"{entity.number_word}{word}〔{year}〕"
    return [f"{head}{number} 号" for number in range(first, first + count)]

"""What the words in a table mean in this company: units, persons, posts, grades, categories."""

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.utils.translation import override

from shoumi.domains.register.actions import Place
from shoumi.domains.register.actions.describing import Whom
from shoumi.domains.register.catalogue import information
from shoumi.domains.register.models import CarrierPlace, Grade, TradeSecret
from shoumi.domains.register.rules.elements import MeasureType
from shoumi.kernel.accounts.models import OrgUnit, Person, Post

LANGUAGES = ("zh-hans", "en")
T = TypeVar("T")


def words_for(members: Iterable[tuple[str, object]]) -> dict[str, str]:
    """The code of each member by its code and by what it is called in both languages."""
    pairs = list(members)
    words = {code.casefold(): code for code, _label in pairs}
    for language in LANGUAGES:
        with override(language):
            words |= {str(label).strip().casefold(): code for code, label in pairs}
    return words


class Vocabulary:
    """Read once for a table; every look-up answers None for what it doesn't know."""

    def __init__(self, day: date) -> None:
        self.units = _only_named(
            (unit, (unit.code, unit.name, unit.name_en))
            for unit in OrgUnit.objects.filter(ended_on__isnull=True).select_related("entity")
        )
        persons = list(Person.objects.active(day).select_related("org_unit__entity"))
        self.persons = _only_named((person, _names(person)) for person in persons)
        left = Person.objects.filter(until_on__lte=day).select_related("org_unit__entity")
        taken = {name.casefold() for person in persons for name in _names(person)}
        self.left = {
            name: person
            for name, person in _only_named((person, _names(person)) for person in left).items()
            if name not in taken
        }
        self.posts = self._posts()
        grades = list(Grade.objects.in_use().secret())
        self.review_months = {grade.code: grade.review_months for grade in grades}
        self.grades = words_for(
            pair
            for grade in grades
            for pair in ((grade.code, grade.name), (grade.code, grade.name_en or grade.name))
        )
        self.categories = words_for((code, kind.name) for code, kind in information().types.items())
        self.origins = words_for(TradeSecret.Origin.choices)
        self.media = words_for(CarrierPlace.Medium.choices)
        self.measures = words_for((kind.value, kind.label) for kind in MeasureType)

    def _posts(self) -> dict[str, Post]:
        posts = list(Post.objects.filter(ended_on__isnull=True).select_related("org_unit"))
        named: dict[str, Post] = {}
        for language in LANGUAGES:
            with override(language):
                named |= {str(post).casefold(): post for post in posts}
        return named

    def unit(self, said: str) -> OrgUnit | None:
        return self.units.get(said.casefold())

    def person(self, said: str) -> Person | None:
        return self.persons.get(said.casefold())

    def owner(self, said: str) -> Person | None:
        """A person, one who has left included: an older register may still name them."""
        return self.person(said) or self.left.get(said.casefold())

    def whom(self, said: str) -> Whom | None:
        """A person, a post written as unit · post, or a unit."""
        return self.person(said) or self.posts.get(said.casefold()) or self.unit(said)

    def grade(self, said: str) -> str | None:
        return self.grades.get(said.casefold())

    def place(self, said: str) -> Place:
        """“Paper: safe 3”; without a word for the carrier it is electronic."""
        medium, rest = self._before_colon(said, self.media)
        return Place(medium or CarrierPlace.Medium.ELECTRONIC, rest)

    def measures_of(self, parts: Iterable[str]) -> dict[str, str]:
        """The measures by kind; what is told twice of one kind stands in one note."""
        told: dict[str, list[str]] = {}
        for said in parts:
            kind, note = self.measure(said)
            told.setdefault(kind, []).append(note)
        return {kind: ", ".join(filter(None, notes)) for kind, notes in told.items()}

    def measure(self, said: str) -> tuple[str, str]:
        """“Agreement: all four signed”; without a known kind it is another measure."""
        kind, rest = self._before_colon(said, self.measures)
        if kind:
            return kind, rest
        known = self.measures.get(said.casefold())
        return (known, "") if known else (MeasureType.OTHER.value, said)

    def _before_colon(self, said: str, words: dict[str, str]) -> tuple[str, str]:
        head, *rest = re.split(r"[:：]", said, maxsplit=1)
        code = words.get(head.strip().casefold()) if rest else None
        return (code, rest[0].strip()) if code else ("", said)


def _names(person: Person) -> tuple[str, str, str]:
    return person.staff_number, person.name, person.name_en


def _only_named(things: Iterable[tuple[T, Iterable[str]]]) -> dict[str, T]:
    """Each thing by its names; a name that two share names neither, but a first name, the number
    or code, counts above the others."""
    first: dict[str, T] = {}
    others: dict[str, list[T]] = {}
    for thing, (number, *names) in things:
        first[number.casefold()] = thing
        for name in {name.casefold() for name in names if name}:
            others.setdefault(name, []).append(thing)
    alone = {name: found[0] for name, found in others.items() if len(found) == 1}
    return alone | first

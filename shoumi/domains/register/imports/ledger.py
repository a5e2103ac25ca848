"""What a table of secrets would do: new entries, corrections, and every row's faults.

A row whose register number, or previous number, is known is that entry: empty cells leave it as it
is; what may be corrected is; a grade, a term or a date that differs is pointed out, because those
change only by their own acts.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions import Existing
from shoumi.domains.register.actions.amending import Amendment
from shoumi.domains.register.actions.describing import Whom
from shoumi.domains.register.imports.columns import COLUMNS, SEALED
from shoumi.domains.register.imports.company import Vocabulary
from shoumi.domains.register.imports.entries import Entries
from shoumi.domains.register.imports.warnings import LEFT, MAY_BE_STATE_SECRET, Watch
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.register.rules.marks import find_marks, refuses_as_grade_name
from shoumi.domains.register.rules.terms import term_of_words
from shoumi.kernel.access import Actor, decide
from shoumi.kernel.accounts.imports.tables import (
    Importer,
    Line,
    Plan,
    Planned,
    Problem,
    State,
    Table,
)
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused

STATE_MARK = _(
    "This row bears the mark of a state secret. Such a thing must not be kept in this system: take "
    "the row out, and call your state-secrets office."
)
EVERYBODY = frozenset({"全体", "全体员工", "全员", "所有人", "全公司", "all", "everybody", "*"})
NOT_IN_REGISTER = _(
    "This number is not in the register. Leave it empty for a new entry; an older number stands "
    "under “Previous number”."
)
NO_TERM = _(
    "Write a length such as 5 years or 18 months, a last day such as 2029-08-31, long-term, or "
    "until public."
)
OTHER_COMPANY = _("The owner works for another company. Name somebody of the department's own one.")
NOT_ALL = _("Name persons, posts or departments. A whole company is not a need to know.")
SEALED_STAYS = _(
    "Leave this empty: points and grounds of an entry in the register change on its page."
)
UNKNOWN_AUDIENCE = _(
    "Somebody named here is not found. Give staff numbers, unit codes, or “unit · post”, parted by "
    "semicolons."
)
FIXED = {
    "grade": _("The register says otherwise. A grade changes by a proposal on the entry's page; "
               "leave this empty."),
    "term": _("The register says otherwise. A term changes by a proposal on the entry's page; "
              "leave this empty."),
    "approved_on": _("The register holds another day, which stays. Leave this empty."),
    "reviewed_on": _("The register says otherwise. A review is recorded on the entry's page; leave "
                     "this empty."),
    "unit": _("The register holds another department, which stays. Leave this empty."),
    "audience": _("The register says otherwise. The audience changes on the entry's page, with a "
                  "reason for each; leave this empty."),
}  # fmt: skip


@dataclass(frozen=True)
class Correction:
    """What a row changes of an entry that is there."""

    secret: TradeSecret
    amendment: Amendment


@dataclass
class Reader:
    """Reads the rows of one table for whoever brings it."""

    day: date
    words: Vocabulary
    entries: Entries
    watch: Watch
    seen: dict[str, int] = field(default_factory=dict)

    def row(self, line: Line) -> Planned | None:
        """What the row would do, or None where something is noted against it."""
        number = line.text("number", longest=60)
        previous = line.text("previous_number", longest=60)
        self._once(line, "number", number)
        self._once(line, "previous_number", previous)
        marks = find_marks("\n".join(self._said(line).values()))
        if any(mark.certain for mark in marks):
            line.fault(self._marked(line, certain=True), STATE_MARK)
            return None
        planned = self._planned(line, number, previous)
        if marks and planned is not None and planned.state is not State.UNCHANGED:
            line.warn(self._marked(line, certain=False), MAY_BE_STATE_SECRET)
        return planned

    def _planned(self, line: Line, number: str, previous: str) -> Planned | None:
        entry = self.entries.by_number(number) if number else self.entries.by_previous(previous)
        if number and entry is None:
            line.fault("number", NOT_IN_REGISTER)
            return None
        if entry is not None:
            return self._known(line, entry)
        existing = self._new(line, previous)
        return None if existing is None else Planned(line.number, State.NEW, existing)

    def _once(self, line: Line, column: str, value: str) -> None:
        if value and self.seen.setdefault(f"{column} {value}", line.number) != line.number:
            line.fault(
                column, _("This number stands in the table twice. Keep one row for each secret.")
            )

    def _said(self, line: Line) -> dict[str, str]:
        """Everything that would be kept, but for the mark of old, which only tells of the past."""
        return {
            name: value
            for name, value in line.cells.items()
            if name not in {"legacy_mark", "grade"} and isinstance(value, str)
        }

    def _marked(self, line: Line, *, certain: bool) -> str:
        """The first column that by itself bears such a mark; none where only the row does."""
        for name, value in self._said(line).items():
            if any(mark.certain or not certain for mark in find_marks(value)):
                return name
        return ""

    def _new(self, line: Line, previous: str) -> Existing | None:
        title = line.text("title", required=True, longest=200)
        unit, owner = self._unit(line), self._owner(line)
        category, grade, term = self._category(line), self._grade(line), self._term(line)
        approved, reviewed = line.day("approved_on", required=True), line.day("reviewed_on")
        origin = self._origin(line) or TradeSecret.Origin.OWN
        for column, day in (("approved_on", approved), ("reviewed_on", reviewed)):
            if day is not None and day > self.day:
                line.fault(column, _("This day lies in the future. Put the day on which it was."))
        if unit and owner and unit.entity_id != owner.org_unit.entity_id:
            line.fault("owner", OTHER_COMPANY)
        audience = self._audience(line)
        measures = self.words.measures_of(line.parts("measures"))
        grounds = {name: line.text(name) for name in SEALED if name != "points"}
        places = tuple(self.words.place(said) for said in line.parts("places"))
        points, legacy = tuple(line.parts("points")), line.text("legacy_mark", longest=60)
        if line.problems or unit is None or owner is None or approved is None:
            return None
        existing = Existing(
            title=title, org_unit=unit, owner=owner, category=category, grade=grade, term=term,
            approved_on=approved, origin=origin, previous_number=previous, legacy_mark=legacy,
            reviewed_on=reviewed, grounds=grounds, points=points, places=places,
            audience=audience, measures=measures,
        )  # fmt: skip
        self.watch.new(line, existing)
        return existing

    def _known(self, line: Line, secret: TradeSecret) -> Planned | None:
        held = self.entries.held(secret)
        told: dict[str, Any] = {
            "grade": self._grade(line, required=False),
            "term": self._term(line, required=False),
            "approved_on": line.day("approved_on"),
            "reviewed_on": line.day("reviewed_on"),
            "unit": self._unit(line, required=False),
            "audience": frozenset(self._audience(line)) - {secret.owner},
        }
        for column, value in told.items():
            if value and value != held[column]:
                line.fault(column, FIXED[column])
        for column in SEALED:
            if line.text(column):
                line.fault(column, SEALED_STAYS)
        wanted: dict[str, Any] = {
            "title": line.text("title", longest=200),
            "category": self._category(line, required=False),
            "origin": self._origin(line),
            "previous_number": line.text("previous_number", longest=60),
            "legacy_mark": line.text("legacy_mark", longest=60),
            "owner": self._owner(line, required=False),
            "places": frozenset(self.words.place(said) for said in line.parts("places")),
            "measures": self.words.measures_of(line.parts("measures")),
        }
        changed = {name: value for name, value in wanted.items() if value and value != held[name]}
        owner = changed.get("owner")
        if owner is not None and owner.org_unit.entity_id != secret.entity_id:
            line.fault("owner", OTHER_COMPANY)
        if owner is not None and not owner.is_active(self.day):
            line.fault("owner", LEFT)
        if line.problems:
            return None
        self.watch.note_name(line, changed.get("title", secret.title))
        if not changed:
            return Planned(line.number, State.UNCHANGED)
        if "title" in changed:
            self.watch.name(line, changed["title"], secret.number or "")
        if "places" in changed:
            changed["places"] = self.entries.with_hashes(secret, changed["places"])
        return Planned(line.number, State.CHANGED, Correction(secret, Amendment(**changed)))

    def _unit(self, line: Line, *, required: bool = True) -> OrgUnit | None:
        said = line.text("unit", required=required)
        unit = self.words.unit(said) if said else None
        if said and unit is None:
            line.fault("unit", _("There is no such unit, or several are called so; give its code."))
        return unit

    def _owner(self, line: Line, *, required: bool = True) -> Person | None:
        said = line.text("owner", required=required)
        person = self.words.owner(said) if said else None
        if said and person is None:
            line.fault("owner", _("Nobody is called so, or several are; give the staff number."))
        return person

    def _category(self, line: Line, *, required: bool = True) -> str:
        said = line.text("category", required=required)
        code = self.words.categories.get(said.casefold(), "")
        if said and not code:
            line.fault(
                "category",
                _("The catalogue has no such category. Choose one from the template's list."),
            )
        return code

    def _grade(self, line: Line, *, required: bool = True) -> str:
        said = line.text("grade", required=required)
        code = self.words.grade(said) or ""
        if said and not code:
            refused = refuses_as_grade_name(said)
            line.fault(
                "grade",
                refused
                or _("This is none of the grades in use. Choose one from the template's list."),
            )
        return code

    def _term(self, line: Line, *, required: bool = True) -> str:
        said = line.text("term", required=required)
        term = term_of_words(said) if said else None
        if said and term is None:
            line.fault("term", NO_TERM)
        return str(term) if term else ""

    def _origin(self, line: Line) -> str:
        said = line.text("origin")
        code = self.words.origins.get(said.casefold(), "")
        if said and not code:
            line.fault(
                "origin",
                _("This is none of the origins. Choose one from the template's list, or leave it "
                  "empty."),
            )  # fmt: skip
        return code

    def _audience(self, line: Line) -> tuple[Whom, ...]:
        found: list[Whom] = []
        for said in line.parts("audience"):
            whom = self.words.whom(said)
            if said.casefold() in EVERYBODY or (isinstance(whom, OrgUnit) and whom.is_entity):
                line.fault("audience", NOT_ALL)
            elif whom is None:
                line.fault("audience", UNKNOWN_AUDIENCE)
            else:
                found.append(whom)
        return tuple(found)


def plan(table: Table, by: Actor, at: datetime) -> Plan:
    """Raises Refused for whoever may not import: what is in the register shows in the answer."""
    decision = decide(by, "register.import_ledger", None, at)
    if not decision.allowed:
        raise Refused(*decision.because)
    words = Vocabulary(local_day(at))
    reader = Reader(local_day(at), words, Entries.of(table, by, at), Watch.of(words, by, at))
    rows: list[Planned] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for line in table.lines():
        row = reader.row(line)
        problems += line.problems
        warnings += line.warnings
        if row is not None and not line.problems:
            rows.append(row)
    return Plan(tuple(rows), tuple(problems), tuple(warnings))


LEDGER = Importer(kind="ledger", label=_("Ledger of secrets"), columns=COLUMNS, plan=plan)

"""What the record page shows of one record to one person, and what this person may do now."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from shoumi.kernel import actions
from shoumi.kernel.access import may
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.records import kinds
from shoumi.kernel.records.kinds import GradeMark, Kind
from shoumi.kernel.records.models import Record
from shoumi.kernel.ui.acts import Act, Button
from shoumi.kernel.ui.acts import find as find_act
from shoumi.kernel.ui.components import Tone
from shoumi.kernel.ui.records.sections import Drawn, drawn

BUTTONS = 3


def seen(pk: int, person: Person, at: datetime) -> Any:
    """The record as its own kind's row. Raises Http404 where it does not exist for this person."""
    found = Record.objects.one_visible_to(pk, person, at).first()
    if found is None or found.kind not in kinds.all_kinds():
        raise Http404
    rows: Any = kinds.find(found.kind).model._default_manager
    record = rows.select_related("org_unit", "entity", "owner__org_unit").get(pk=pk)
    # `documents.access.unseen` need not ask again while this page is drawn.
    record.shown_to = (person.pk, at)
    return record


def address(record: Record) -> str:
    return reverse(kinds.find(record.kind).url, args=[record.pk])


def open_address(key: int, person: Person, at: datetime) -> str:
    """Where the record of that key stands, for whom it is open; else nothing. One query."""
    found = Record.objects.one_visible_to(key, person, at).first()
    return address(found) if found is not None else ""


def is_offered(record: Any, act: Act, person: Person, at: datetime) -> bool:
    """Whether state, access and the act itself let this person do it now."""
    return fits_state(record, act) and act.fits(record) and may(person, act.action, record, at)


def fits_state(record: Any, act: Act) -> bool:
    step = actions.find(act.action).step
    flow = kinds.find(record.kind).flow
    return step is None or any(one.name == step for one in flow.steps_from(record.state))


class RecordPage:
    def __init__(self, record: Any, person: Person, at: datetime) -> None:
        self.record, self.person, self.at = record, person, at
        self.kind: Kind = kinds.find(record.kind)

    @property
    def state(self) -> Any:
        return self.kind.flow.state(self.record.state).label

    @cached_property
    def tone(self) -> Tone:
        """As the kind says; else new, waiting for somebody, over, or in force."""
        if self.record.state in self.kind.tones:
            return Tone(self.kind.tones[self.record.state])
        if self.kind.flow.is_final(self.record.state):
            return Tone.NEUTRAL
        if any(one["approval"].state == "pending" for one in self._approvals):
            return Tone.WAITING
        return Tone.INFO if self.record.state == self.kind.flow.start else Tone.GOOD

    @property
    def due(self) -> str:
        """By when what is due, in words; empty where nothing is."""
        if self.record.due_on is None:
            return ""
        return str(self.kind.due or _("due %(day)s")) % {"day": self.record.due_on.isoformat()}

    @cached_property
    def mark(self) -> GradeMark | None:
        return self.kind.mark(self.record)

    @cached_property
    def body(self) -> dict[str, Any]:
        return self.kind.context(self.record, self.person, self.at)

    @cached_property
    def buttons(self) -> list[Button]:
        offered = self._offered(self.kind.actions)
        return [
            Button.of(
                act, self._url(act), self.record, self.person, self.at, first=act is offered[0]
            )
            for act in offered
        ]

    def buttons_beside(self, names: Iterable[str]) -> list[Button]:
        """These acts, where they are offered, for another page than the record's own."""
        return [
            Button.of(act, self._url(act), self.record, self.person, self.at)
            for act in self._offered(names)
        ]

    def _offered(self, names: Iterable[str]) -> list[Act]:
        known = [act for name in names if (act := find_act(name)) is not None]
        return [act for act in known if is_offered(self.record, act, self.person, self.at)]

    @property
    def first_buttons(self) -> list[Button]:
        return self.buttons[:BUTTONS]

    @property
    def more_buttons(self) -> list[Button]:
        return self.buttons[BUTTONS:]

    @cached_property
    def sections(self) -> list[Drawn]:
        return drawn(self.record, self.person, self.at)

    @property
    def main_sections(self) -> list[Drawn]:
        return [one for one in self.sections if not one.section.beside]

    @property
    def side_sections(self) -> list[Drawn]:
        return [one for one in self.sections if one.section.beside]

    @property
    def _approvals(self) -> list[dict[str, Any]]:
        of = [one.shown["approvals"] for one in self.sections if one.section.name == "approvals"]
        return of[0] if of else []

    def _url(self, act: Act) -> str:
        """Where the act is asked for: a screen of its own, or the one that all share."""
        if act.address is not None:
            return act.address(self.record)
        return reverse("records.act", args=[self.record.pk, act.action])

"""督办单 in three colours: what was resolved, who leads it, and what is asked by when (3.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.committee.documents.declared import SLIPS
from shoumi.domains.committee.models import Resolution
from shoumi.domains.committee.rules.slips import Colour
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.documents.papers import (
    Band,
    Block,
    Facts,
    Heading,
    Language,
    Paper,
    Paragraph,
)
from shoumi.kernel.tasks.models import Task


@dataclass(frozen=True)
class Slip:
    """What is asked of a task on a day: by when to report, and what the office says beside it."""

    task: Task
    colour: Colour
    report_by: date
    words: str = ""
    before: Sequence[IssuedDocument] = ()


def slip_paper(resolution: Resolution, slip: Slip, *, at: datetime, language: Language) -> Paper:
    """The slip in the colour of that day; its band says the colour in words."""
    entity = resolution.entity
    with override(language):
        unit = slip.task.lead_unit.display_name
        return Paper(
            title=str(SLIPS[slip.colour].label),
            organ=entity.organ_name,
            addressee=t("%(unit)s, %(lead)s")
            % {"unit": unit, "lead": slip.task.lead.display_name},
            blocks=tuple(_blocks(resolution, slip, local_day(at))),
            dated=local_day(at),
            language=language,
            mark=t("Internal"),
            closing=t("Office of the trade secret protection committee of %(entity)s")
            % {"entity": entity.display_name},
        )  # fmt: skip


def _blocks(resolution: Resolution, slip: Slip, day: date) -> Iterator[Block]:
    yield Band(slip.colour.value, _said(slip.colour))
    yield Paragraph(_opening(slip, day))
    yield Facts(tuple(_facts(resolution, slip, day)))
    yield Heading(t("What is asked of the lead"))
    yield Paragraph(_asked(slip))
    if slip.words:
        yield Paragraph(slip.words)
    yield Paragraph(
        t("Report to the committee's office by %(day)s, on the page of the resolution.")
        % {"day": slip.report_by.isoformat()}
    )


def _said(colour: Colour) -> str:
    if colour is Colour.RED:
        return t("Red slip: overdue")
    return t("Yellow slip: due soon") if colour is Colour.YELLOW else t("Blue slip: assigned")


def _opening(slip: Slip, day: date) -> str:
    told = {"day": slip.task.due_on.isoformat()}
    if slip.colour is Colour.RED:
        return t("What the committee resolved was due on %(day)s and is not carried out.") % told
    if slip.colour is Colour.YELLOW:
        return t("What the committee resolved is due on %(day)s.") % told
    return t("The committee has resolved what follows. It is to be carried out by %(day)s.") % told


def _facts(resolution: Resolution, slip: Slip, day: date) -> Iterator[tuple[str, str]]:
    task = slip.task
    yield t("Resolution"), str(resolution.number)
    if resolution.matter is not None:
        yield t("Matter"), resolution.matter.reference
    yield t("What was resolved"), resolution.text
    yield t("Lead"), f"{task.lead.display_name} · {task.lead_unit.display_name}"
    parties = task.parties.standing().select_related("person")
    if names := t(", ").join(one.person.display_name for one in parties):
        yield t("Others who do a part"), names
    yield t("Due on"), task.due_on.isoformat()
    if task.due_on != task.original_due_on:
        yield t("First due day"), task.original_due_on.isoformat()
    left = (task.due_on - day).days
    yield (t("Days left"), str(left)) if left >= 0 else (t("Days late"), str(-left))
    if slip.before:
        yield t("Slips before"), "\n".join(_named(one) for one in slip.before)


def _named(paper: IssuedDocument) -> str:
    colour = next(one for one, form in SLIPS.items() if form.code == paper.form)
    return f"{paper.number} · {paper.dated.isoformat()} · {_said(colour)}"


def _asked(slip: Slip) -> str:
    if slip.colour is Colour.RED:
        return t("Carry it out without delay. Say in writing what has been done, what holds it up, "
                 "and by which day it will be done.")  # fmt: skip
    if slip.colour is Colour.YELLOW:
        return t("Carry it out by the due day. Whoever can't keep it asks for more time before it "
                 "is past, and says why.")  # fmt: skip
    return t("Begin with it, call in whom you need, and carry it out by the due day.")

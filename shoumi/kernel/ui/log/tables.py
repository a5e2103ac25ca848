"""The list of entries."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from shoumi.kernel import actions
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records import kinds
from shoumi.kernel.ui.components import Tone, person_chip, state_badge
from shoumi.kernel.ui.tables import Choice, Column, DateRange, Search, Table
from shoumi.kernel.ui.tables.columns import DASH

SUBJECTS = {
    "accounts.person": _("Person"),
    "accounts.orgunit": _("Unit"),
    "accounts.post": _("Post"),
    "accounts.appointment": _("Appointment"),
    "tasks.task": _("Task"),
}
OUTCOMES = {"done": (_("Carried out"), Tone.GOOD), "refused": (_("Denied"), Tone.BAD)}


def by_name(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """By the subject or the pseudonym as they stand in the entry, or by who bears that name."""
    people = Person.objects.filter(Q(name=text) | Q(name_en__iexact=text) | Q(staff_number=text))
    mine = Q(actor__in=people.values("pseudonym"))
    return rows.filter(mine | Q(subject__startswith=text) | Q(actor__startswith=text))


def verbs() -> list[tuple[str, Any]]:
    """Every verb in use, by part of the house."""
    known = actions.all_actions()
    return [(name, f"{known[name].label} ({name})") for name in sorted(known)]


def verb_words(entry: Entry) -> str:
    known = actions.all_actions().get(entry.verb)
    return str(known.label) if known else entry.verb


def actor_chip(entry: Any) -> Any:
    """The name beside the pseudonym, which alone stands in the log."""
    if entry.actor == HOUSE.pseudonym:
        return _("Shoumi itself")
    if not entry.actor_name:
        return entry.actor or DASH
    return person_chip(entry.actor_name, entry.actor[:12])


def subject_words(entry: Entry) -> Any:
    """What it was about in words, with its key beneath, which alone stands in the log."""
    model, _slash, key = entry.subject.partition("/")
    known: dict[str, Any] = {
        **SUBJECTS,
        **{kind.model._meta.label_lower: kind.label for kind in kinds.all_kinds().values()},
    }
    if model not in known:
        return entry.subject or DASH
    return format_html(
        '<span class="chip-words"><span class="chip-name">{} {}</span>'
        '<span class="chip-note">{}</span></span>',
        known[model], key, entry.subject,
    )  # fmt: skip


def outcome_badge(entry: Entry) -> Any:
    return state_badge(*OUTCOMES.get(entry.outcome, (entry.outcome, Tone.NEUTRAL)))


class EntriesTable(Table):
    name = "log"
    label = _("The log")
    sort = "-number"
    columns = [
        Column("number", _("Entry"), value="index", sort="id"),
        Column("recorded_at", _("Recorded"), sort="recorded_at"),
        Column("verb", _("What was done"), value=verb_words),
        Column("actor", _("Who"), value="actor", show=actor_chip),
        Column("subject", _("About"), show=subject_words),
        Column("outcome", _("Outcome"), show=outcome_badge),
        Column("code", _("Verb"), value="verb", shown=False),
        Column("uid", _("Identifier"), shown=False),
    ]
    filters = [
        Search("q", _("Who or about what"), finder=by_name),
        Choice("verb", _("What was done"), options=verbs),
        Choice(
            "outcome", _("Outcome"), options=[(k, label) for k, (label, _t) in OUTCOMES.items()]
        ),
        DateRange("recorded", _("Recorded"), field="recorded_at", instants=True),
    ]


def entries_shown() -> QuerySet[Entry]:
    """All entries with the names of their actors; the bytes of the leaves are not fetched."""
    name = Person.objects.filter(pseudonym=OuterRef("actor")).values("name")[:1]
    return Entry.objects.defer("leaf").annotate(actor_name=Subquery(name))

"""What the pages of a rule, of an edition and of a question show to one reader."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.access import keeps
from shoumi.domains.policies.facts import basis_of, clauses_of, readiness, words_of
from shoumi.domains.policies.governing import annexed, is_elsewhere, of
from shoumi.domains.policies.models import Edition, EditionClause, Question, Rule, Suspension
from shoumi.domains.policies.rules.annexes import row_differences
from shoumi.domains.policies.rules.flow import BEING_WRITTEN, EDITION, ON_ITS_WAY
from shoumi.domains.policies.rules.readiness import missing
from shoumi.domains.policies.rules.reviewing import amended
from shoumi.domains.policies.rules.texts import Change, Difference, Words, differences
from shoumi.foundation.law import load_laws
from shoumi.kernel.access import may
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.components import Tone

CHANGE_LABELS = {
    Change.ADDED: _("New"), Change.CHANGED: _("Changed"), Change.REMOVED: _("Removed"),
    Change.SAME: _("Unchanged"),
}  # fmt: skip
CHANGE_TONES = {
    Change.ADDED: Tone.GOOD, Change.CHANGED: Tone.WAITING, Change.REMOVED: Tone.BAD,
    Change.SAME: Tone.NEUTRAL,
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A clause as the page draws it, with what was asked about it and whether it is suspended."""

    clause: EditionClause
    questions: Sequence[Question]
    suspension: Suspension | None
    change: str
    tone: Tone
    write_url: str
    ask_url: str
    lift_url: str


def rule_body(rule: Rule, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `policies/_rule_body.html` needs."""
    seen = Edition.objects.visible_to(person, at).filter(rule=rule).order_by("-ordinal")
    editions = list(seen)
    held = next((one for one in editions if _holds(one, local_day(at))), None)
    return {
        "facts": list(_rule_facts(rule)),
        "editions": [
            {"row": one, "state": EDITION.state(one.state).label, "tone": _tone(one)}
            for one in editions
        ],
        "held": held,
        "clauses": clauses_of(held) if held is not None else [],
    }


def _holds(edition: Edition, day: date) -> bool:
    begun = edition.in_force_on is not None and edition.in_force_on <= day
    return begun and (edition.ended_on is None or edition.ended_on > day)


def _tone(edition: Edition) -> Tone:
    if edition.state == "in_force":
        return Tone.GOOD
    if EDITION.is_final(edition.state):
        return Tone.NEUTRAL
    return Tone.INFO if edition.state == "draft" else Tone.WAITING


def _rule_facts(rule: Rule) -> Iterator[tuple[Any, Any]]:
    yield _("Sort"), rule.get_sort_display()
    yield _("Answers for it"), rule.org_unit
    yield _("Applies to everybody in"), rule.applies_to


def edition_body(edition: Edition, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `policies/_edition_body.html` needs."""
    day, clauses = local_day(at), clauses_of(edition)
    is_keeper = keeps(person, edition, at)
    writes = edition.state in BEING_WRITTEN and is_keeper and not is_elsewhere(edition.rule)
    consulted = edition.consultations.exists()
    suspended = {
        one.clause_id: one for one in Suspension.objects.at(day).filter(clause__edition=edition)
    }
    found = compared(edition, clauses)
    return {
        "facts": list(_edition_facts(edition, day)),
        "rule": edition.rule,
        "clauses": _shown(edition, clauses, found, suspended, writes, person, at),
        "struck_out": struck_out(edition, found),
        "any_suspended": bool(suspended),
        "annex": annexed(edition),
        "annex_url": _annex_url(edition) if writes else "",
        "source_url": _annex_url(edition)
        if is_elsewhere(edition.rule) and may(person, "policies.publish_edition", edition, at)
        else "",
        "unconsulted": edition.published_on is not None and not consulted,
        "missing": missing(readiness(edition, day), edition.state) if is_keeper else [],
        "amended": _amended(edition, day) if edition.state == "in_force" else "",
        "difference_url": _difference_url(edition),
        "consultation_url": _at("policies.consultation", edition) if consulted else "",
        "confirmations_url": _at("policies.confirmations", edition)
        if edition.paper_id and is_keeper
        else "",
    }


def _annex_url(edition: Edition) -> str:
    governs = of(edition)
    return governs.address(edition) if governs is not None else ""


def _difference_url(edition: Edition) -> str:
    governs = of(edition)
    if governs is not None and governs.difference is not None:
        return governs.difference(edition)
    return _at("policies.difference", edition) if edition.supersedes_id else ""


def _at(name: str, edition: Edition) -> str:
    return reverse(name, args=[edition.pk])


def _edition_facts(edition: Edition, day: date) -> Iterator[tuple[Any, Any]]:
    yield _("Rule"), edition.rule.display_title
    yield _("Edition"), edition.ordinal
    if edition.summary:
        yield _("What is new"), edition.summary
    if edition.supersedes is not None:
        yield _("Replaces"), edition.supersedes.number
    if edition.published_on is None:
        yield _("To take effect on"), edition.wanted_on or _("the day of its publication")
    for label, on in (
        (_("Adopted on"), edition.adopted_on),
        (_("Published on"), edition.published_on),
        (_("In force from"), edition.in_force_on),
        (_("Held until"), edition.ended_on),
    ):
        if on is not None:
            yield label, on.isoformat()
    yield _("Checked against"), t("; ").join(said_laws(basis_of(edition, day))) or None
    if edition.text_sha256:
        yield _("Hash of the text (SHA-256)"), edition.text_sha256


def said_laws(basis: dict[str, str]) -> Iterator[str]:
    known, language = load_laws().laws, get_language() or "en"
    for key, version in sorted(basis.items()):
        if key in known:
            told = {"law": known[key].title.said_in(language), "version": version}
            yield t("%(law)s (version %(version)s)") % told


def _amended(edition: Edition, day: date) -> str:
    known, language = load_laws().laws, get_language() or "en"
    found = amended(basis_of(edition, day), load_laws(), day)
    return t("; ").join(known[one.law].title.said_in(language) for one in found)


def _shown(
    edition: Edition,
    clauses: Sequence[EditionClause],
    found: Iterable[Difference],
    suspended: dict[int, Suspension],
    writes: bool,
    person: Any,
    at: datetime,
) -> list[Shown]:
    changes = {one.ident: one.change for one in found}
    answers = _answers(edition)
    asks = may(person, "policies.ask_question", edition, at)
    asks = asks and edition.state in {"published", "in_force"}
    lifts = bool(suspended) and may(person, "policies.suspend_clause", edition, at)
    rows = []
    for one in clauses:
        change, held = changes.get(one.ident, Change.SAME), suspended.get(one.pk)
        told = [row for row in answers if _still_about(row, one)]
        write = reverse("policies.write_clause", args=[edition.pk]) if writes else ""
        ask = reverse("policies.ask_question", args=[edition.pk]) if asks else ""
        rows.append(
            Shown(
                one,
                told,
                held,
                str(CHANGE_LABELS[change]) if change is not Change.SAME else "",
                CHANGE_TONES[change],
                f"{write}?clause={one.ident}" if write else "",
                f"{ask}?clause={one.ident}" if ask else "",
                reverse("policies.lift_suspension", args=[held.pk]) if held and lifts else "",
            )
        )
    return rows


def compared(edition: Edition, clauses: Sequence[EditionClause]) -> list[Difference]:
    """Against the edition that it replaces; nothing where it is the first."""
    governs = of(edition)
    if governs is not None and governs.replaces is not None:
        before = governs.replaces(edition)
    elif edition.supersedes is not None:
        before = words_of(clauses_of(edition.supersedes))
    else:
        before = ()
    return differences(before, words_of(clauses)) if before else []


def struck_out(edition: Edition, found: Iterable[Difference]) -> list[dict[str, Any]]:
    """What the edition before says and this one no more, to be drawn beside the text until this
    one holds; `found` is how the two differ."""
    if edition.state not in ON_ITS_WAY:
        return []
    return [difference_row(one, one.change) for one in found if one.change is Change.REMOVED]


def difference_row(one: Any, change: Change) -> dict[str, Any]:
    """What `policies/_difference_row.html` draws, and its like of other differences."""
    return {"one": one, "label": CHANGE_LABELS[change], "tone": CHANGE_TONES[change]}


def annexes_compared(edition: Edition) -> list[Difference]:
    """Row by row against the annex of the edition that it replaces."""
    if edition.supersedes is None:
        return []
    return row_differences(_annex_words(edition.supersedes), _annex_words(edition))


def _annex_words(edition: Edition) -> list[Words]:
    """Each row as a text: its first cell is the number, each other stands under its column."""
    found = annexed(edition)
    if found is None:
        return []
    told = t("%(column)s: %(cell)s")
    return [
        Words(
            row[0], "", "\n".join(
                told % {"column": column, "cell": cell}
                for column, cell in zip(found.columns[1:], row[1:], strict=True)
            ),
        )
        for row in found.rows
    ]  # fmt: skip


def _answers(edition: Edition) -> list[Question]:
    rows = Question.objects.filter(clause_asked__edition__rule=edition.rule_id, state="published")
    return list(rows.select_related("clause_asked").order_by("published_on", "pk"))


def _still_about(question: Question, clause: EditionClause) -> bool:
    """An interpretation holds for the clause of that number while its words are the same."""
    asked = question.clause_asked
    return asked.ident == clause.ident and asked.text == clause.text


def question_body(question: Question, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `policies/_question_body.html` needs."""
    clause = question.clause_asked
    published = question.published_on
    return {
        "clause": clause,
        "edition": clause.edition,
        "facts": [
            (_("Asked on"), question.asked_on.isoformat()),
            (_("Published on"), published.isoformat() if published else None),
        ],
    }

"""What rules prove: in force and looked at, confirmed by all, interpreted, never against the law
(1, 4.1, 6.1, 8.1, 8.2)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.models import Edition, Question, Suspension
from shoumi.domains.policies.rules.readiness import ANSWER_WITHIN
from shoumi.domains.policies.rules.reviewing import RECHECK_WITHIN, REVIEW_NOTICE, Amended
from shoumi.domains.policies.standing import (
    Upheld,
    confirmations,
    editions_on,
    last_day,
    upheld_on,
)
from shoumi.foundation.law import load_laws
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control
from shoumi.kernel.controls.days import ends
from shoumi.kernel.records.models import Transition

SHOWN = 20
SEE = Step(_("See the rules"), "policies.rules")
WRITE = Step(_("Write the first rule"), "policies.rules")


def _none_yet() -> Verdict:
    return Verdict(Status.UNKNOWN, t("No rule is in force on that day."), step=WRITE)


@control(
    "policies.rules_in_force", title=_("Rules and procedures are in force"), queries=4
)  # fmt: skip
def rules_in_force(as_of: date) -> Verdict:
    """4.1, 6.1: rules are in force, and each was looked at again within the year."""
    editions = editions_on(as_of)
    if not editions:
        return _none_yet()
    upheld = sorted(upheld_on(editions, as_of), key=lambda one: (one.due_on, one.edition.pk))
    next_due = upheld[0].due_on
    late = [one for one in upheld if one.due_on + RECHECK_WITHIN < as_of]
    due = [one for one in upheld if one.due_on <= as_of + REVIEW_NOTICE]
    if late or due:
        status = Status.BROKEN if late else Status.DUE
        because = ngettext(
            "%(due)s of %(all)s rules in force is to be reviewed; the first is due on %(day)s.",
            "%(due)s of %(all)s rules in force are to be reviewed; the first is due on %(day)s.",
            len(due),
        ) % {"due": len(due), "all": len(editions), "day": next_due}
        shown = _evidence(one.edition for one in due[:SHOWN])
        return Verdict(status, because, shown, next_due, SEE)
    because = ngettext(
        "%(count)s rule is in force and was reviewed within the year.",
        "%(count)s rules are in force and were reviewed within the year.",
        len(editions),
    ) % {"count": len(editions)}
    return Verdict(Status.KEPT, because, _evidence(editions[:SHOWN]), next_due)


@control("policies.basis_current", title=_("The law on which the rules rest is current"), queries=4)
def basis_current(as_of: date) -> Verdict:
    """1: what a rule in force was checked against is the law as it stands on that day."""
    editions = editions_on(as_of)
    if not editions:
        return _none_yet()
    upheld = upheld_on(editions, as_of)
    outdated = [one for one in upheld if one.amended]
    unchecked = [one for one in upheld if not one.rests_on]
    if outdated:
        return _outdated(outdated, as_of)
    if unchecked:
        because = t("Some rules in force were never checked against the law.")
        return Verdict(
            Status.BROKEN, because, _evidence(one.edition for one in unchecked[:SHOWN]), step=SEE
        )
    because = t("Every rule in force was checked against the law as it stands.")
    return Verdict(Status.KEPT, because, _evidence(editions[:SHOWN]))


def _outdated(outdated: list[Upheld], as_of: date) -> Verdict:
    """For a month after an amendment it is due, afterwards it is broken."""
    first = min(one.amended[0].since for one in outdated)
    names = sorted({_law(one) for each in outdated for one in each.amended})
    because = t("Amended since the rules were checked: %(laws)s.") % {"laws": t("; ").join(names)}
    by = first + RECHECK_WITHIN
    status = Status.BROKEN if by < as_of else Status.DUE
    return Verdict(status, because, _evidence(one.edition for one in outdated[:SHOWN]), by, SEE)


def _law(one: Amended) -> str:
    return load_laws().laws[one.law].title.said_in(get_language() or "en")


@control(
    "policies.rules_acknowledged", title=_("All who must follow the rules have confirmed them"),
    queries=5,
)  # fmt: skip
def rules_acknowledged(as_of: date) -> Verdict:
    """6.1, 8.2: everybody whom a rule in force applies to has confirmed its exact text. Whoever is
    away is shown and doesn't count as late until back."""
    editions = editions_on(as_of)
    if not editions:
        return _none_yet()
    found = confirmations(editions, as_of)
    people, done = sum(one.people for one in found), sum(one.confirmed for one in found)
    told = {"done": done, "people": people, "late": sum(one.late for one in found),
            "away": sum(one.away for one in found)}  # fmt: skip
    missing = [one for one in found if one.missing]
    if not missing:
        because = t("All %(people)s confirmations of the rules in force are there.") % told
        return Verdict(Status.KEPT, because, _evidence(editions[:SHOWN]))
    because = t("%(done)s of %(people)s confirmations are there; %(late)s are late, %(away)s of "
                "them by people who are away.") % told  # fmt: skip
    status = Status.BROKEN if any(one.late > one.away for one in found) else Status.DUE
    next_due = min(last_day(one.edition, as_of) for one in missing)
    return Verdict(status, because, _evidence(one.edition for one in missing), next_due, SEE)


@control(
    "policies.interpretations_answered", title=_("Questions on the text have been answered"),
    queries=4,
)  # fmt: skip
def interpretations_answered(as_of: date) -> Verdict:
    """8.1: each question was answered and published within its time."""
    asked = Question.objects.filter(asked_on__lte=as_of)
    over = Transition.objects.filter(
        record__kind="rule_question", on__lte=as_of, recorded_at__lt=ends(as_of),
        to_state__in=["published", "dismissed", "withdrawn"],
    )  # fmt: skip
    waiting = list(asked.exclude(pk__in=over.values("record_id")).order_by("asked_on", "pk"))
    step = Step(_("See the questions"), "policies.questions")
    if waiting:
        first = waiting[0].asked_on + ANSWER_WITHIN
        status = Status.BROKEN if first < as_of else Status.DUE
        because = ngettext(
            "%(count)s question has no published answer yet; the first is due on %(day)s.",
            "%(count)s questions have no published answer yet; the first is due on %(day)s.",
            len(waiting),
        ) % {"count": len(waiting), "day": first}
        return Verdict(status, because, _questions(waiting[:SHOWN]), first, step)
    answered = list(asked.filter(published_on__lte=as_of).order_by("-published_on")[:SHOWN])
    if answered:
        return Verdict(Status.KEPT, t("Every question has its answer."), _questions(answered))
    return Verdict(Status.NOT_APPLICABLE, t("Nobody has asked what a clause means by that day."))


@control(
    "policies.conflicts_settled",
    title=_("Clauses in conflict with the law are suspended and told"),
    queries=6,
)
def conflicts_settled(as_of: date) -> Verdict:
    """8.2: a clause against the law is suspended, everybody is told, and it is mended in time; and
    no rule in force waits to be held against a law that was amended."""
    editions = editions_on(as_of)
    if not editions:
        return _none_yet()
    held = Suspension.objects.at(as_of).filter(clause__edition__in=editions)
    suspended = list(held.select_related("clause__edition", "told").order_by("revise_by", "pk"))
    shown = tuple(_suspension(one) for one in suspended[:SHOWN])
    if any(one.told is None for one in suspended):
        because = t("A clause was suspended, and nobody was told.")
        return Verdict(Status.BROKEN, because, shown, step=SEE)
    if suspended and suspended[0].revise_by < as_of:
        because = t("A suspended clause was to be mended by %(day)s.") % {
            "day": suspended[0].revise_by
        }
        return Verdict(Status.BROKEN, because, shown, suspended[0].revise_by, SEE)
    outdated = [one for one in upheld_on(editions, as_of) if one.amended]
    if outdated:
        return _outdated(outdated, as_of)
    if suspended:
        because = ngettext(
            "%(count)s clause is suspended, and everybody was told.",
            "%(count)s clauses are suspended, and everybody was told.",
            len(suspended),
        ) % {"count": len(suspended)}
        return Verdict(Status.KEPT, because, shown, suspended[0].revise_by)
    because = t("No clause in force is known to be against the law.")
    return Verdict(Status.KEPT, because, _evidence(editions[:SHOWN]))


def _suspension(one: Suspension) -> Evidence:
    edition = one.clause.edition
    label = t("%(edition)s, clause %(ident)s") % {"edition": edition, "ident": one.clause.ident}
    return Evidence(f"policies.edition/{edition.pk}", label, on=one.from_on)


def _evidence(editions: Iterable[Edition]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            f"policies.edition/{one.pk}", str(one), on=one.in_force_on,
            recorded_on=one.published_on,
        )
        for one in editions
    )  # fmt: skip


def _questions(questions: Iterable[Any]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            f"policies.question/{one.pk}", str(one), on=one.published_on or one.asked_on,
            recorded_on=local_day(one.created_at),
        )
        for one in questions
    )  # fmt: skip

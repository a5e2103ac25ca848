"""Whether each clause is kept on a day, and what proves it: computed from records, never ticked."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as t

from shoumi.kernel.controls import Status, UnknownControl, Verdict, find, worst
from shoumi.regime.editions.catalogue import load_catalogue
from shoumi.regime.models import Clause, Edition


@dataclass(frozen=True)
class Answer:
    """One control's verdict on the day."""

    control: str
    title: str
    verdict: Verdict


@dataclass(frozen=True)
class Assessed:
    """A clause with what its controls answer; its own verdict is the gravest of theirs."""

    clause: Clause
    verdict: Verdict
    answers: tuple[Answer, ...]


def edition_on(day: date) -> Edition | None:
    """The edition in force on that day, or None."""
    return Edition.objects.in_force_on(day).order_by("-effective_on", "-pk").first()


def assess(edition: Edition, as_of: date) -> list[Assessed]:
    """The verdict of every clause; a control bound to several clauses is asked once."""
    clauses = list(edition.clauses.standing())
    asked: dict[str, Answer] = {}
    for name in dict.fromkeys(name for clause in clauses for name in clause.controls):
        asked[name] = _ask(name, as_of)
    return [_assessed(clause, [asked[name] for name in clause.controls]) for clause in clauses]


def _ask(name: str, as_of: date) -> Answer:
    entry = load_catalogue().get(name)
    title = entry.title.said_in(get_language() or "zh") if entry else name
    try:
        return Answer(name, title, find(name).answer(as_of))
    except UnknownControl:
        because = t("This part of the house is not built yet.")
        return Answer(name, title, Verdict(Status.UNKNOWN, because))


def _assessed(clause: Clause, answers: list[Answer]) -> Assessed:
    if not answers:
        because = clause.reason or t("This clause asks nothing that records could show.")
        return Assessed(clause, Verdict(Status.NOT_APPLICABLE, because), ())
    status = worst(answer.verdict.status for answer in answers)
    gravest = [answer for answer in answers if answer.verdict.status is status]
    because = " ".join(
        t("%(title)s: %(because)s") % {"title": one.title, "because": one.verdict.because}
        for one in gravest
    )
    due = [one.verdict.next_due for one in answers if one.verdict.next_due is not None]
    evidence = tuple(item for one in answers for item in one.verdict.evidence)
    verdict = Verdict(status, because, evidence, min(due, default=None))
    return Assessed(clause, verdict, tuple(answers))


def report(assessed: list[Assessed], as_of: date) -> list[dict[str, object]]:
    """The assessment as plain values: what `shoumi regime assess --format json` prints."""
    return [
        {
            "clause": one.clause.ident,
            "status": str(one.verdict.status),
            "because": one.verdict.because,
            "evidence": [
                {
                    "subject": item.subject,
                    "label": item.label,
                    "on": item.on.isoformat() if item.on else None,
                    "recorded_on": item.recorded_on.isoformat() if item.recorded_on else None,
                    "recorded_later": item.recorded_after(as_of),
                }
                for item in one.verdict.evidence
            ],
            "next_due": one.verdict.next_due.isoformat() if one.verdict.next_due else None,
        }
        for one in assessed
    ]

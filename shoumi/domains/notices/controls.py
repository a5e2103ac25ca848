"""What the notices prove: word arrives, departments report, bulletins are shared, requests are
answered (3.2, 5.2, 5.3)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.domains.notices.models import (
    Bulletin,
    Circular,
    CooperationAnswer,
    DepartmentReport,
    Recipient,
)
from shoumi.domains.notices.owing import Owed, owed_on
from shoumi.domains.notices.rules.timing import bulletin_due
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control
from shoumi.kernel.controls.days import ends
from shoumi.kernel.records.models import Transition
from shoumi.kernel.tasks.calendar import work_calendar

SHOWN = 20
LOOKED_BACK = timedelta(days=365)
CIRCULARS = Step(_("See the circulars"), "notices.circulars")
REPORTS = Step(_("See the reports"), "notices.reports")
BULLETINS = Step(_("Write the bulletin"), "notices.sharing")
REQUESTS = Step(_("See the requests"), "notices.requests")


def _evidence(records: Iterable[Any], on: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            f"{one._meta.label_lower}/{one.pk}",
            one.reference,
            on=getattr(one, on),
            recorded_on=local_day(one.created_at),
        )
        for one in records
    )


@control(
    "notices.circulars_received", title=_("Circulars are delivered and receipted"), queries=4
)  # fmt: skip
def circulars_received(as_of: date) -> Verdict:
    """3.2: each circular of the year reached every unit and person it was sent to, and what is to
    be told by one was told in time. Whoever left with it unconfirmed blocks nothing."""
    since = as_of - LOOKED_BACK
    issued = Circular.objects.filter(issued_on__gt=since, issued_on__lte=as_of)
    told = issued.annotate(waiting=_unreached(as_of)).order_by("due_on", "pk")
    circulars, owed = list(told), owed_on(as_of)
    if not circulars and not owed:
        because = t("No circular has been issued in the year before that day.")
        return Verdict(Status.UNKNOWN, because, step=CIRCULARS)
    open_still = [one for one in circulars if one.waiting]
    if not open_still and not owed:
        because = t("Every circular of the last year reached whom it was sent to.")
        return Verdict(Status.KEPT, because, _evidence(circulars[-SHOWN:], "issued_on"))
    days = [one.due_on or as_of for one in open_still[:1]] + [one.due_on for one in owed[:1]]
    first = min(days)
    status = Status.BROKEN if first < as_of else Status.DUE
    because = " ".join([*_said_of_unreached(open_still, as_of), *_said_of_owed(owed)])
    shown = _evidence(open_still[:SHOWN], "issued_on") + _evidence_of_owed(owed[:SHOWN])
    return Verdict(status, because, shown, first, CIRCULARS)


def _said_of_unreached(circulars: list[Any], as_of: date) -> Iterator[str]:
    if circulars:
        yield ngettext(
            "%(count)s circular has not reached everybody; the first is to be confirmed by "
            "%(day)s.",
            "%(count)s circulars have not reached everybody; the first is to be confirmed by "
            "%(day)s.",
            len(circulars),
        ) % {"count": len(circulars), "day": circulars[0].due_on or as_of}


def _said_of_owed(owed: list[Owed]) -> Iterator[str]:
    if owed:
        yield ngettext(
            "%(count)s signed set of minutes has not been circulated; it is due on %(day)s.",
            "%(count)s signed sets of minutes have not been circulated; the first is due on "
            "%(day)s.",
            len(owed),
        ) % {"count": len(owed), "day": owed[0].due_on}


def _evidence_of_owed(owed: list[Owed]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            f"{one.record._meta.label_lower}/{one.record.pk}", one.record.reference, on=one.since,
            recorded_on=local_day(one.record.created_at),
        )
        for one in owed
    )  # fmt: skip


def _unreached(as_of: date) -> Subquery:
    """How many receipts still count as missing on that day: of a circular to units those of units
    where nobody has confirmed, else all of people who were still here."""
    said = Q(receipt__signed_on__lte=as_of)
    said |= Q(receipt__signed_on=None, receipt__done_at__lt=ends(as_of))
    confirmed = Q(said, receipt__state="done")
    here = Q(receipt__person__in=Person.objects.active(as_of))
    sent = Recipient.objects.filter(receipt__dispatch__sent_at__lt=ends(as_of))
    same = sent.filter(confirmed, circular=OuterRef("circular"), org_unit=OuterRef("org_unit"))
    to_units = Q(circular__reaches=Circular.Reaches.UNITS)
    missing = sent.filter(circular=OuterRef("pk")).filter(
        (to_units & ~Exists(same)) | (~to_units & here & ~confirmed)
    )
    counted = missing.order_by().values("circular").annotate(n=Count("pk")).values("n")
    return Subquery(counted)


def _reached_on(step: Any, as_of: date) -> Subquery:
    rows = Transition.objects.filter(
        record=OuterRef("pk"), to_state__in=step, on__lte=as_of, recorded_at__lt=ends(as_of)
    )
    return Subquery(rows.order_by("-id").values("on")[:1])


def _asked_by(as_of: date) -> Any:
    """The reports of the latest month asked for by that day, with how each stood then."""
    rows = DepartmentReport.objects.filter(created_at__lt=ends(as_of))
    latest = rows.order_by("-month").values("month")[:1]
    moves = Transition.objects.filter(
        record=OuterRef("pk"), on__lte=as_of, recorded_at__lt=ends(as_of)
    )
    then = Subquery(moves.order_by("-id").values("to_state")[:1])
    return rows.filter(month=Subquery(latest)).annotate(state_then=then)


def _came(report: Any) -> bool:
    return report.state_then in {"confirmed", "taken_up"}


@control("notices.reports_in_time", title=_("Departments report in time"), queries=2)
def reports_in_time(as_of: date) -> Verdict:
    """5.2: each department reported the month that was over by its day, or that there was nothing
    to report."""
    rows = list(_asked_by(as_of).select_related("org_unit").order_by("org_unit__path"))
    asked = [one for one in rows if one.state_then != "lapsed"]
    if not asked:
        return Verdict(Status.UNKNOWN, t("No department has been asked for a report yet."))
    waiting = [one for one in asked if not _came(one)]
    due = max(one.due_on for one in asked)
    late = [one for one in asked if _came(one) and (one.submitted_on or as_of) > one.due_on]
    told = {
        "count": len(waiting), "all": len(asked), "day": due, "late": len(late),
        "month": f"{asked[0].month:%Y-%m}",
    }  # fmt: skip
    if waiting:
        status = Status.BROKEN if as_of > due else Status.DUE
        because = t("%(count)s of %(all)s reports of %(month)s are missing; due on %(day)s.")
        return Verdict(status, because % told, _evidence(waiting[:SHOWN], "due_on"), due, REPORTS)
    because = t("All %(all)s reports of %(month)s are there; %(late)s came late.") % told
    return Verdict(Status.KEPT, because, _evidence(asked[:SHOWN], "submitted_on"))


@control("notices.bulletins_shared", title=_("Bulletins are shared"), queries=5)
def bulletins_shared(as_of: date) -> Verdict:
    """5.2: ten working days after the reports of a month were due their bulletin is out. The months
    of the year before that day are looked at."""
    rows = DepartmentReport.objects.filter(
        created_at__lt=ends(as_of), month__gt=as_of - LOOKED_BACK
    )
    months = sorted(set(rows.values_list("month", flat=True)))
    if not months:
        because = t("No department has been asked for a report yet.")
        return Verdict(Status.UNKNOWN, because)
    issued = list(Bulletin.objects.filter(issued_on__lte=as_of, month__in=months))
    calendar = work_calendar()
    missing = [one for one in months if one not in {row.month for row in issued}]
    shown = _evidence(issued[-SHOWN:], "issued_on")
    if not missing:
        return Verdict(Status.KEPT, t("Every month reported has its bulletin."), shown)
    due = bulletin_due(missing[0], calendar)
    status = Status.BROKEN if as_of > due else Status.DUE
    because = t("The bulletin of %(month)s is not out; it is due on %(day)s.")
    told = {"month": f"{missing[0]:%Y-%m}", "day": due}
    return Verdict(status, because % told, shown, due, BULLETINS)


@control(
    "notices.requests_answered", title=_("Requests between departments are answered in time"),
    queries=3,
)  # fmt: skip
def requests_answered(as_of: date) -> Verdict:
    """5.3: each department took on or declined in time what it was asked for, and did by the day
    what it took on."""
    asked = CooperationAnswer.objects.filter(
        request__asked_on__lte=as_of, created_at__lt=ends(as_of)
    )
    last = _reached_on(("withdrawn", "lapsed"), as_of)
    rows = asked.annotate(over=last).filter(over=None)
    unanswered = Q(answered_on=None) | Q(answered_on__gt=as_of)
    undone = Q(reason="") & (Q(replied_on=None) | Q(replied_on__gt=as_of))
    told = rows.filter(unanswered | undone).select_related("request").order_by("pk")
    waiting = [(_owed_by(one, as_of), one) for one in told]
    if not waiting:
        done = list(rows.order_by("-pk")[:SHOWN])
        if not done:
            because = t("No department has asked another for anything yet.")
            return Verdict(Status.NOT_APPLICABLE, because, step=REQUESTS)
        because = t("Every request was answered, and what was taken on was done.")
        return Verdict(Status.KEPT, because, _evidence(done, "answered_on"))
    first = min(day for day, _one in waiting)
    status = Status.BROKEN if first < as_of else Status.DUE
    because = ngettext(
        "%(count)s department owes an answer or what it took on; the first is due on %(day)s.",
        "%(count)s departments owe an answer or what they took on; the first is due on %(day)s.",
        len(waiting),
    ) % {"count": len(waiting), "day": first}
    shown = _evidence([one for _day, one in waiting[:SHOWN]], "answer_by")
    return Verdict(status, because, shown, first, REQUESTS)


def _owed_by(answer: CooperationAnswer, as_of: date) -> date:
    """The day for the answer, or once it was taken on the day wanted."""
    if answer.answered_on is None or answer.answered_on > as_of:
        return answer.answer_by
    return answer.request.due_on or answer.answer_by

"""What seats, undertakings and opinions prove (3.1, 3.2, 3.3, 4.M2)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.domains.committee.composition import lacking_fields
from shoumi.domains.committee.expertise import fields_by_person
from shoumi.domains.committee.models import Opinion
from shoumi.domains.committee.pledges import Pledge, opened_by, pledges
from shoumi.domains.committee.rules.composition import SEATS, Lack
from shoumi.domains.committee.seating import Seating, seating
from shoumi.kernel.accounts.models import Appointment
from shoumi.kernel.accounts.standing import OFFICE, local_day
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control
from shoumi.kernel.controls.days import ends
from shoumi.kernel.delivery.models import Receipt

SHOWN = 20
LEADING = {Lack.DIRECTOR, Lack.GENERAL_MANAGER, Lack.DEPUTY, Lack.MEMBER}
SEATS_STEP = Step(_("See what is missing"), "committee.seats")
SIGN_STEP = Step(_("See who has signed"), "committee.undertakings")
ASK_STEP = Step(_("Ask for this year's undertaking"), "committee.undertakings")
OPINIONS_STEP = Step(_("See the opinions"), "committee.opinions")


def _seats(rows: Iterable[Appointment]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            f"accounts.appointment/{one.pk}", f"{one.post} · {one.person}", on=one.from_on,
            recorded_on=local_day(one.recorded_at),
        )
        for one in list(rows)[:SHOWN]
    )  # fmt: skip


def _held(found: Seating, *roles: str) -> list[Appointment]:
    return [one for one in found.held if one.post.role in roles]


@control("committee.seats_filled", title=_("Deputies' and members' seats are filled"), queries=3)
def seats_filled(as_of: date) -> Verdict:
    """3.1: the general manager is director, every leader in charge a deputy; every head, counsel
    and technical expert has a seat, on the committee of the own legal entity if it has one."""
    found = seating(as_of)
    rows = _held(found, *SEATS)
    if not rows:
        because = t("Nobody holds a seat on a committee yet.")
        return Verdict(Status.UNKNOWN, because, step=SEATS_STEP)
    gaps = [gap for gap in found.gaps if gap.lack in LEADING]
    if gaps:
        because = ngettext(
            "%(count)s seat is not filled as it should be.",
            "%(count)s seats are not filled as they should be.",
            len(gaps),
        ) % {"count": len(gaps)}
        return Verdict(Status.BROKEN, because, _seats(rows), step=SEATS_STEP)
    because = t("The director is the general manager; all who should sit have a seat.")
    return Verdict(Status.KEPT, because, _seats(rows))


@control("committee.office_staffed", title=_("The office exists and is staffed"), queries=3)
def office_staffed(as_of: date) -> Verdict:
    """3.2: the company's committee has an office with a head."""
    found = seating(as_of)
    rows = _held(found, *OFFICE)
    if not found.held:
        because = t("Nobody has been appointed to anything yet.")
        return Verdict(Status.UNKNOWN, because, step=SEATS_STEP)
    if any(gap.lack == Lack.OFFICE_HEAD for gap in found.gaps):
        because = t("The office has no head.") if rows else t("The office has nobody.")
        return Verdict(Status.BROKEN, because, _seats(rows), step=SEATS_STEP)
    return Verdict(Status.KEPT, t("The office has a head."), _seats(rows))


@control(
    "committee.expertise_present",
    title=_("Law, technology, human resources and information security are seated"),
    queries=4,
)
def expertise_present(as_of: date) -> Verdict:
    """3.3: each of the four fields has somebody on the committee who stands for it."""
    found = seating(as_of)
    rows = _held(found, *SEATS)
    if not rows:
        because = t("Nobody holds a seat on a committee yet.")
        return Verdict(Status.UNKNOWN, because, step=SEATS_STEP)
    lacking = lacking_fields(found, fields_by_person(found.day, found.held))
    if lacking:
        because = t("Nobody on the committee stands for: %(fields)s.")
        told = {"fields": t(", ").join(lacking)}
        return Verdict(Status.BROKEN, because % told, _seats(rows), step=SEATS_STEP)
    return Verdict(Status.KEPT, t("All four fields have somebody."), _seats(rows))


@control(
    "committee.members_pledged", title=_("Members have signed this year's undertaking"),
    queries=8,
)  # fmt: skip
def members_pledged(as_of: date) -> Verdict:
    """4.M2: everybody in a seat signs the year's undertaking by the end of January, or within
    twenty working days of the appointment."""
    sent = opened_by(as_of)
    if not sent:
        because = t("Nobody has been asked for an undertaking yet.")
        return Verdict(Status.UNKNOWN, because, step=ASK_STEP)
    found = seating(as_of)
    opened = any(one.year == as_of.year for one in sent)
    rows = [one for unit in found.committees for one in pledges(found, unit, sent, as_of.year)]
    missing = [one for one in rows if one.signed is None]
    late = [one for one in missing if one.due_on < as_of]
    shown = tuple(_signature(one, one.signed) for one in rows if one.signed is not None)[:SHOWN]
    step = SIGN_STEP if opened else ASK_STEP
    told = {"count": len(late) or len(missing), "all": len(rows)}
    if late:
        because = t("%(count)s of %(all)s people in a seat have not signed in time.")
        return Verdict(Status.BROKEN, because % told, shown, step=step)
    if missing:
        due = min(one.due_on for one in missing)
        because = t("%(count)s of %(all)s people in a seat have still to sign.")
        return Verdict(Status.DUE, because % told, shown, due, step)
    return Verdict(Status.KEPT, t("Everybody in a seat has signed."), shown)


def _signature(one: Pledge, receipt: Receipt) -> Evidence:
    recorded = local_day(receipt.done_at) if receipt.done_at is not None else None
    return Evidence(
        f"delivery.receipt/{receipt.pk}", str(one.person), on=one.signed_on, recorded_on=recorded
    )


@control("committee.opinions_given", title=_("Expert opinions are given in time"), queries=3)
def opinions_given(as_of: date) -> Verdict:
    """3.3: every opinion that was asked for is given by its day."""
    asked = Opinion.objects.filter(created_at__lt=ends(as_of)).exclude(
        state="withdrawn", answered_on__lte=as_of
    )
    rows = list(asked.select_related("asked_of").order_by("-pk")[:SHOWN])
    if not rows:
        because = t("No expert has been asked yet.")
        return Verdict(Status.UNKNOWN, because, step=OPINIONS_STEP)
    shown = tuple(_opinion(one) for one in rows)
    still = Q(answered_on__isnull=True) | Q(answered_on__gt=as_of)
    days = list(asked.filter(still).order_by("due_on").values_list("due_on", flat=True))
    late = [one for one in days if one is not None and one < as_of]
    if late:
        because = t("%(count)s opinions are overdue.") % {"count": len(late)}
        return Verdict(Status.BROKEN, because, shown, step=OPINIONS_STEP)
    if days and days[0] is not None:
        because = t("An opinion is to be given by %(day)s.") % {"day": days[0].isoformat()}
        return Verdict(Status.DUE, because, shown, days[0], OPINIONS_STEP)
    return Verdict(Status.KEPT, t("Every opinion asked for was answered."), shown)


def _opinion(one: Opinion) -> Evidence:
    return Evidence(
        f"committee.opinion/{one.pk}", f"{one} · {one.asked_of}", on=one.answered_on or one.due_on,
        recorded_on=local_day(one.created_at),
    )  # fmt: skip

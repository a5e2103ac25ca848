"""What could not be delivered: the office's list and its pile. The inbox has it all the same."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.reach import persons_within_reach
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.delivery.actions import see_to_undelivered
from shoumi.kernel.delivery.models import Outgoing, OutgoingQuerySet
from shoumi.kernel.delivery.outbox.addresses import EMAIL, LABELS, WECOM, channels_set_up, is_set_up
from shoumi.kernel.ui.errors import problem
from shoumi.kernel.ui.sending.tables import UndeliveredTable
from shoumi.kernel.ui.tables import answer
from shoumi.kernel.ui.work import piles

ACT = "delivery.see_to_undelivered"
AT_MOST = 200


def failed_within(person: Any, at: datetime) -> OutgoingQuerySet:
    """What was given up, of the persons whom this person may see."""
    within = persons_within_reach(person, at).values("pk")
    return Outgoing.objects.failed().filter(person__in=within)


@require_GET
def undelivered(request: PersonRequest) -> HttpResponseBase:
    against = decide(request.person, ACT, None, request.at).because
    if against:
        return problem(request, 403, " ".join(str(reason) for reason in against))
    rows = failed_within(request.person, request.at).select_related("person__org_unit")
    table = UndeliveredTable(request.GET, visible=rows, may=lambda _action: True)
    waiting = Outgoing.objects.filter(state=Outgoing.State.WAITING)
    channels = [
        {
            "label": LABELS[name],
            "ready": is_set_up(name),
            "waiting": waiting.filter(channel=name).count(),
        }
        for name in (EMAIL, WECOM)
    ]
    return answer(request, table, "ui/sending/undelivered.html", {"channels": channels})


@require_POST
def try_again(request: PersonRequest) -> HttpResponse:
    return _see_to(request, again=True)


@require_POST
def told_otherwise(request: PersonRequest) -> HttpResponse:
    return _see_to(request, again=False)


def _see_to(request: PersonRequest, *, again: bool) -> HttpResponse:
    picked = request.POST.getlist("pick")[:AT_MOST]
    if not all(one.isascii() and one.isdigit() and len(one) < 16 for one in picked):
        return problem(request, 400)
    try:
        count = see_to_undelivered(
            keys=[int(one) for one in picked], again=again, by=request.person, at=request.at
        )
    except Refused as refused:
        return problem(request, 403, str(refused))
    except Invalid as invalid:
        messages.error(request, str(invalid))
        return redirect("sending.undelivered")
    said = (
        ngettext("%(count)d message is tried again.", "%(count)d messages are tried again.", count)
        if again
        else ngettext("%(count)d message is seen to.", "%(count)d messages are seen to.", count)
    )
    messages.success(request, said % {"count": count})
    return redirect("sending.undelivered")


def to_see_to(person: Any, at: datetime) -> Sequence[piles.Item]:
    """One line for the office when something could not be delivered. One query at most, and none
    where no channel is set up."""
    if not channels_set_up() or not standing(person, at).has(*OFFICE):
        return []
    count = failed_within(person, at).count()
    if not count:
        return []
    title = ngettext(
        "%(count)d message could not be delivered",
        "%(count)d messages could not be delivered",
        count,
    )
    note = _("By e-mail or WeCom; the inbox has them.")
    return [
        piles.Item(
            title % {"count": count}, reverse("sending.undelivered"), note, icon="alert-triangle"
        )
    ]


def may_see_to(person: Any, at: datetime) -> bool:
    return may(person, ACT, None, at)


piles.declare(piles.Pile("undelivered", _("Not delivered"), to_see_to, 60, "alert-triangle"))

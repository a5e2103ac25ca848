"""What is required of whoever meets secrets: the list, and the form that changes it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.people import sources
from shoumi.domains.people.duty import required_on
from shoumi.domains.people.models import Requirement
from shoumi.domains.people.rules import Kind
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.components import Tone, state_badge
from shoumi.kernel.ui.errors import problem


@require_GET
def requirements(request: PersonRequest) -> HttpResponse:
    """Every kind with how it stands today, what is announced, and what was before."""
    against = decide(request.person, "people.require", None, request.at).because
    if against:
        return problem(request, 403, " ".join(str(one) for one in against))
    day = local_day(request.at)
    required = required_on(day)
    rows = list(Requirement.objects.select_related("set_by").order_by("-from_on", "-pk"))
    shown = [
        {
            "kind": kind,
            "required": kind in required,
            "badge": _badge(required=kind in required),
            "kept": sources.is_kept(kind),
            "rows": [row for row in rows if row.kind == kind],
        }
        for kind in Kind
    ]
    return render(request, "people/requirements.html", {"shown": shown, "day": day})


def _badge(*, required: bool) -> Any:
    label = _("required") if required else _("not yet required")
    return state_badge(label, Tone.GOOD if required else Tone.NEUTRAL)


@require_http_methods(["GET", "POST"])
def require(request: PersonRequest, kind: str) -> HttpResponse:
    act = acts.find("people.require")
    if act is None or kind not in set(Kind):
        raise Http404
    back = reverse("people.requirements")
    about = str(Kind(kind).label)
    return acts.answer(request, act, None, back=back, about=about, initial={"kind": kind})

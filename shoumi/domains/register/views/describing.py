"""The custodian's page: every part of a description, the assistant beside it, saved in one go."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shoumi.domains.register.content import Content
from shoumi.domains.register.forms.choices import WhomFields
from shoumi.domains.register.forms.describing import DescribeForm, present, token
from shoumi.domains.register.forms.terms import worded
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.register.proposing import proposal_for
from shoumi.domains.register.rules.elements import Element
from shoumi.domains.register.scoping import entries_for, same_entry
from shoumi.domains.register.views.reading import read, seen_secret
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.errors import problem
from shoumi.kernel.ui.records.page import address, fits_state

PAGE = "register/describe.html"
BLANK = {"medium": "electronic", "whereabouts": "", "sha256": ""}


@require_http_methods(["GET", "POST"])
def describe(request: PersonRequest, pk: int) -> HttpResponse:
    """Shows the form with the texts opened (which is logged), adds rows, proposes, or saves."""
    secret = seen_secret(pk, request)
    act = acts.all_acts()["register.refine"]
    against = decide(request.person, act.action, secret, request.at).because
    if against:
        return problem(request, 403, " ".join(str(reason) for reason in against))
    if request.method == "GET" and not fits_state(secret, act):
        return problem(request, 409, _("It can be described only before it is submitted."))
    if request.POST.get("more"):
        return _again(request, secret, act)
    initial = (
        as_it_stands(secret, read(secret, request), request) if request.method == "GET" else {}
    )
    return acts.answer(
        request, act, secret,
        back=address(secret), about=secret.reference, initial=initial, template=PAGE,
    )  # fmt: skip


def as_it_stands(secret: TradeSecret, opened: Content, request: PersonRequest) -> dict[str, Any]:
    """What the form begins with."""
    known = list(present(secret, request.at))
    kept = secret.assistant.get("answers", {})
    measures = secret.measures.filter(until_on=None)
    return {
        "title": secret.title,
        "category": secret.category,
        "scope_entry": _entry_now(secret, request),
        "origin": secret.origin,
        "origin_note": secret.origin_note,
        "owner": secret.owner,
        **{one.value: opened.grounds.get(one.value, "") for one in Element},
        "points": [text for _place, text in sorted(opened.points.items())],
        "places": list(
            secret.places.filter(until_on=None).values("medium", "whereabouts", "sha256")
        ),
        "audience": known,
        "proposed_grade": secret.proposed_grade,
        "proposed_term": secret.proposed_term,
        **{f"measure_{row.kind}": True for row in measures},
        **{f"note_{row.kind}": row.note for row in measures},
        **{f"answer_{code}": answer for code, answer in kept.items()},
        "brief": opened.brief,
    }


def _entry_now(secret: TradeSecret, request: PersonRequest) -> int | None:
    """The entry named, as the catalogue in force has it."""
    entries = entries_for(secret.org_unit, local_day(request.at))
    found = same_entry(secret.scope_entry, entries)
    return found.pk if found is not None else None


def _again(request: PersonRequest, secret: TradeSecret, act: acts.Act) -> HttpResponse:
    """The same page with what was typed and one more row, or with a proposal. Saves nothing."""
    more = request.POST["more"]
    initial = typed(secret, request)
    if more in {"points", "places"}:
        initial[more] = [*initial[more], "" if more == "points" else BLANK]
    if more == "audience":
        _name_another(secret, request, initial)
    answers = _blank(secret, request, {}).answered(initial)
    proposal = proposal_for(initial["category"], answers) if more in {"proposal", "take"} else None
    if more == "take" and proposal is not None:
        initial["proposed_grade"] = proposal.grade.code
        initial["proposed_term"] = str(proposal.term)
    context = {
        "act": act, "form": _blank(secret, request, initial), "back": address(secret),
        "about": secret.reference, "version": request.POST.get("version", ""), "subject": secret,
        "proposal": proposal, "proposed_term": worded(str(proposal.term)) if proposal else "",
    }  # fmt: skip
    return render(request, PAGE, context)


def _name_another(secret: TradeSecret, request: PersonRequest, initial: dict[str, Any]) -> None:
    """Put whom the three fields name among the ticked ones, and empty the fields."""
    form = WhomFields(request.POST, subject=secret, person=request.person, at=request.at)
    form.is_valid()
    for name, whom in form.named_by_field().items():
        initial["audience"] = [*initial["audience"], token(whom)]
        initial[name] = ""


def typed(secret: TradeSecret, request: PersonRequest) -> dict[str, Any]:
    """What was typed, as the beginning of the same form once more."""
    data: QueryDict = request.POST
    fields = _blank(secret, request, {}).fields
    found = {
        name: field.widget.value_from_datadict(data, request.FILES, name)
        for name, field in fields.items()
    }
    found["audience"] = data.getlist("audience")
    return found


def _blank(secret: TradeSecret, request: PersonRequest, initial: dict[str, Any]) -> DescribeForm:
    return DescribeForm(subject=secret, person=request.person, at=request.at, initial=initial)

"""Taking up a text: a file is read, what was read is looked at and put right, then it is taken."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shoumi.domains.policies.actions.taking import clauses_in, fault_of, text_of_file
from shoumi.domains.policies.forms.writing import TextFileForm
from shoumi.domains.policies.models import Edition
from shoumi.domains.policies.views.reading import seen_edition
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import Act
from shoumi.kernel.ui.errors import problem

TAKE = "policies.take_text"
PAGE = "policies/take_text.html"


@require_http_methods(["GET", "POST"])
def take_text(request: PersonRequest, pk: int) -> HttpResponse:
    """First the file, which is not kept; then its words, with the clauses that they give."""
    edition, act = seen_edition(pk, request), acts.find(TAKE)
    if act is None:
        raise Http404
    back = reverse("policies.edition", args=[pk])
    if "text" not in request.POST:
        reader = replace(
            act, form=TextFileForm, perform=_read, agree=_("Read it"),
            lead=_("Word, PDF or plain text. The file itself is not kept; you see what was read "
                   "before anything becomes of it."),
        )  # fmt: skip
        return acts.answer(
            request, reader, edition, back=back, about=edition.reference,
            done=lambda text: _look(request, edition, act, text),
        )  # fmt: skip
    text = request.POST["text"]
    if "look" in request.POST:
        return _look(request, edition, act, text)
    return acts.answer(
        request, act, edition, back=back, about=edition.reference, template=PAGE,
        context={"preview": partial(_preview, text)},
    )  # fmt: skip


def _read(edition: Edition, *, content: bytes, name: str, by: Any, at: datetime) -> str:
    """Nothing changes by it. Raises Refused for whoever may not take it up, Invalid."""
    against = decide(by, TAKE, edition, at).because
    if against:
        raise Refused(*against)
    return text_of_file(content, name)


def _look(request: PersonRequest, edition: Edition, act: Act, text: str) -> HttpResponse:
    """What was read, to be put right, looked at again, and taken."""
    against = decide(request.person, TAKE, edition, request.at).because
    if against:
        return problem(request, 403, " ".join(str(reason) for reason in against))
    form = act.form(
        subject=edition, person=request.person, at=request.at, initial={"text": text}
    )  # fmt: skip
    context = {
        "act": act, "form": form, "subject": edition, "about": edition.reference,
        "back": reverse("policies.edition", args=[edition.pk]),
        "version": request.POST.get("version", edition.version),
        "preview": partial(_preview, text),
    }  # fmt: skip
    return render(request, PAGE, context)


def _preview(text: str) -> dict[str, Any]:
    """The clauses that the words give, what to look at, and what is against taking them."""
    try:
        found, warnings = clauses_in(text.replace("\r\n", "\n"))
    except Invalid as no:
        return {"fault": str(no), "clauses": (), "warnings": []}
    language = get_language() or "zh"
    said = [(one.clause, one.message.said_in(language)) for one in warnings]
    return {
        "fault": fault_of(found),
        "clauses": found.clauses,
        "renumbered": found.renumbered,
        "warnings": said,
    }

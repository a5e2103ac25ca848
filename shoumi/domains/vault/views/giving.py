"""Giving to partners, from inside: the list, the code that is shown once, the sealed file."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as t
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shoumi.domains.vault import actions, sealing
from shoumi.domains.vault.actions.disclosing import new_code
from shoumi.domains.vault.actions.using import new_number
from shoumi.domains.vault.copies import face_of
from shoumi.domains.vault.marking import mark_outside
from shoumi.domains.vault.models import Disclosure
from shoumi.domains.vault.tables import Disclosures
from shoumi.domains.vault.visiting import is_right
from shoumi.kernel import rendering
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.storage.objects import open_object
from shoumi.kernel.ui.errors import problem
from shoumi.kernel.ui.tables import answer


@require_GET
def disclosures(request: PersonRequest) -> HttpResponseBase:
    table = Disclosures(request.GET, visible=_visible(request))
    return answer(request, table, "vault/disclosures.html")


@require_http_methods(["GET", "POST"])
def hand_out(request: PersonRequest, pk: int) -> HttpResponse:
    """Make the code; it stands in this answer and nowhere else, ever."""
    row = _row(request, pk)
    back = reverse("vault.disclosure", args=[pk])
    if request.method == "POST":
        seen = request.POST.get("version", "")
        row.seen_at(int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1)
        code = new_code()
        actions.hand_out(row, code=code, by=request.person, at=request.at)
        address = request.build_absolute_uri(reverse("vault.door", args=[row.link]))
        context = {"row": row, "code": code, "address": address, "back": back}
        response = render(request, "vault/handed_out.html", context)
        response["Cache-Control"] = "no-store, private"
        return response
    against = decide(request.person, "vault.hand_out", row, request.at).because
    if against:
        return problem(request, 403, str(against[0]))
    return render(request, "vault/hand_out.html", {"row": row, "back": back})


@sensitive_post_parameters("code")
@require_POST
def sealed_file(request: PersonRequest, pk: int) -> HttpResponse:
    """The file for the partner: marked with the recipient on every page, and sealed with the code.
    That it was taken out is entered before it leaves."""
    row, code, number = _row(request, pk), request.POST.get("code", ""), new_number()
    carrier, content = row.shown.carrier, None
    decision = decide(request.person, "vault.take_sealed", carrier, request.at)
    if decision.allowed and is_right(row, code):
        mark = mark_outside(row, number, request.at)
        try:
            face = face_of(row.shown)
            with open_object(face.file, decision, at=request.at) as source:
                content = sealing.sealed_pdf(source, face.name, mark=mark, code=code)
        except rendering.CannotRender as cannot:
            return problem(request, 409, str(cannot.text))
        if content is None:
            return problem(request, 409, t(
                "This kind of file can't be given as a sealed file. Give a link, or add a viewing "
                "copy (PDF)."
            ))  # fmt: skip
    # Refused here, and the refusal entered, where it was not made.
    actions.take_sealed(
        carrier, disclosure=row, code=code, number=number, by=request.person, at=request.at
    )
    response = HttpResponse(content or b"", content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{number}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


def _visible(request: PersonRequest) -> QuerySet[Disclosure]:
    return Disclosure.objects.visible_to(request.person, request.at)


def _row(request: PersonRequest, pk: int) -> Disclosure:
    """Raises Http404 where there is none for this person."""
    rows = _visible(request).select_related("shown__file", "shown__carrier__secret__org_unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found

"""Looking at what a carrier holds, page by page, each marked for this person and this moment."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from shoumi.domains.vault import actions
from shoumi.domains.vault.actions.using import LASTS, page_objection
from shoumi.domains.vault.copies import Face, face_of
from shoumi.domains.vault.marking import hidden_of, mark_of
from shoumi.domains.vault.models import Use
from shoumi.domains.vault.views.opening import opened, own_use, version_seen
from shoumi.domains.vault.views.refusing import refused
from shoumi.kernel import rendering
from shoumi.kernel.access import may
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.actions import Refused
from shoumi.kernel.rendering.kinds import HEAD
from shoumi.kernel.ui.errors import problem

# As wide as a page is drawn, in pixels: to be read, and enlarged.
WIDTHS = {"": 1240, "large": 2480}


@require_POST
def begin(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin a look at a version; it leads to its pages."""
    version = version_seen(request, pk)
    try:
        use = actions.view(version.carrier, version=version, by=request.person, at=request.at)
    except Refused as no:
        return refused(request, version.carrier, no.because)
    return redirect("vault.look", use.number)


@require_GET
def look(request: PersonRequest, number: str) -> HttpResponse:
    """The pages of a look, which arrive as one scrolls."""
    use = own_use(request, number)
    against = page_objection(use, request.person, request.at)
    if against is not None:
        return refused(request, use.version.carrier, [against])
    face = face_of(use.version)
    try:
        with opened(face.file, use.version, request, "vault.show_page") as source:
            if _must_prepare(face, source):
                return render(request, "vault/look.html", {"use": use, "prepares": True})
            shown = rendering.look(source, face.name)
    except rendering.CannotRender as cannot:
        return _unshown(request, use, cannot)
    context = {
        "use": use, "copy": face.copy, "total": len(shown.heights),
        "pages": [
            {"number": page, "height": height,
             "address": reverse("vault.page", args=[use.number, page])}
            for page, height in enumerate(shown.heights, start=1)
        ],
        "back": reverse("vault.carrier", args=[use.version.carrier_id]),
        "over_at": use.at + LASTS,
    }  # fmt: skip
    return render(request, "vault/look.html", context)


@require_POST
def prepare(request: PersonRequest, number: str) -> HttpResponse:
    """Make the viewing copy of an office file, once for everybody; it leads back to the look."""
    use = own_use(request, number)
    against = page_objection(use, request.person, request.at)
    if against is not None:
        return problem(request, 403, str(against))
    version, face = use.version, face_of(use.version)
    try:
        with opened(face.file, version, request, "vault.show_page") as source:
            if _must_prepare(face, source):
                made = rendering.converted(source, face.name)
                with made.file:
                    actions.keep_viewing_copy(
                        version.carrier, of=version, made=made, by=HOUSE, at=request.at
                    )
    except rendering.CannotRender as cannot:
        return _unshown(request, use, cannot)
    return redirect("vault.look", use.number)


@require_GET
def page(request: PersonRequest, number: str, page: int) -> HttpResponse:
    """One page as a picture, marked; that it was shown is entered before it leaves."""
    use = own_use(request, number)
    against = page_objection(use, request.person, request.at)
    if against is not None:
        return problem(request, 403, str(against))
    width, face = WIDTHS.get(request.GET.get("size", "")), face_of(use.version)
    if width is None:
        raise Http404
    try:
        with opened(face.file, use.version, request, "vault.show_page") as source:
            shown = rendering.render(
                source, face.name, page, width=width, hidden=hidden_of(use),
                mark=mark_of(number, request.person, request.at, use.version.carrier),
            )  # fmt: skip
    except rendering.NoSuchPage:
        raise Http404 from None
    except rendering.CannotRender as cannot:
        return problem(request, 409, str(cannot.text))
    actions.show_page(
        use.version.carrier, use=use, page=page, width=shown.width, drawn_from=face.copy,
        raster_sha256=shown.raster_sha256, renderer=shown.renderer, by=request.person,
        at=request.at,
    )  # fmt: skip
    response = HttpResponse(shown.image, content_type=shown.media_type)
    response["Cache-Control"] = "no-store, private"
    return response


def _must_prepare(face: Face, source: Any) -> bool:
    """Whether it is an office file that has no viewing copy and can get one here."""
    if face.copy is not None:
        return False
    source.seek(0)
    kind = rendering.kind_of(source.read(HEAD), face.name)
    return kind == "office" and rendering.can_convert(face.name)


def _unshown(request: PersonRequest, use: Use, cannot: rendering.CannotRender) -> HttpResponse:
    """Says why, and lets whoever may add what can be shown."""
    carrier, adds = use.version.carrier, ""
    if may(request.person, "vault.add_viewing_copy", carrier, request.at):
        adds = reverse("records.act", args=[carrier.pk, "vault.add_viewing_copy"])
    context = {"use": use, "cannot": cannot.text, "adds": adds}
    return render(request, "vault/look.html", context, status=422)

"""What a partner sees: a door with a code, then marked pages. Nobody is signed in here."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.vault import actions
from shoumi.domains.vault.actions.using import LASTS
from shoumi.domains.vault.copies import Face, face_of
from shoumi.domains.vault.forms.disclosures import CodeForm
from shoumi.domains.vault.marking import mark_outside
from shoumi.domains.vault.models import Disclosure, Use
from shoumi.domains.vault.visiting import Visitor, is_right
from shoumi.kernel import rendering
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.middleware import outdoors
from shoumi.kernel.actions import Refused
from shoumi.kernel.storage.objects import open_object
from shoumi.kernel.ui.errors import problem

COOKIE = "shoumi_outside"
_signer = signing.TimestampSigner(salt="shoumi.vault.outside")


@outdoors
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, link: str) -> HttpResponse:
    """The code is asked for. A link that is none looks and answers like one whose code is wrong."""
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return render(request, "vault/door.html", {"form": form, "wrong": form.is_bound})
    use = _let_in(request, link, form.cleaned_data["code"])
    if use is None:
        context = {"form": CodeForm(), "wrong": True}
        return render(request, "vault/door.html", context, status=403)
    response = redirect("vault.visit", link)
    response.set_cookie(
        COOKIE, _signer.sign(use.number), max_age=int(LASTS.total_seconds()),
        path=reverse("vault.door", args=[link]), secure=request.is_secure(), httponly=True,
        samesite="Strict",
    )  # fmt: skip
    return response


def _let_in(request: HttpRequest, link: str, code: str) -> Use | None:
    row = _disclosure(link)
    if row is None or row.way != Disclosure.Way.LINK:
        return None
    visitor, at = Visitor(row.pk), _at(request)
    if not is_right(row, code):
        if row.state == "open":
            actions.note_wrong_code(row, by=visitor, at=at)
        return None
    try:
        return actions.visit(row.shown.carrier, disclosure=row, code=code, by=visitor, at=at)
    except Refused:
        return None


@outdoors
@require_GET
def visit(request: HttpRequest, link: str) -> HttpResponse:
    """The pages, which arrive as one scrolls."""
    use = _use(request, link)
    if use is None:
        return redirect("vault.door", link)
    try:
        face = face_of(use.version)
        with _opened(request, use, face) as source:
            shown = rendering.look(source, face.name)
    except rendering.CannotRender as cannot:
        return render(request, "vault/visit.html", {"cannot": cannot.text}, status=422)
    context = {
        "use": use, "total": len(shown.heights), "over_at": use.at + LASTS,
        "pages": [
            {"number": page, "height": height,
             "address": reverse("vault.visited_page", args=[link, page])}
            for page, height in enumerate(shown.heights, start=1)
        ],
        "back": reverse("vault.door", args=[link]),
    }  # fmt: skip
    return render(request, "vault/visit.html", context)


@outdoors
@require_GET
def visited_page(request: HttpRequest, link: str, page: int) -> HttpResponse:
    """One page, marked for the recipient; that it was shown is entered before it leaves."""
    use = _use(request, link)
    row = use.disclosure if use else None
    if use is None or row is None:
        return problem(request, 403, t("This look is over. Type the code again."))
    try:
        face, mark = face_of(use.version), mark_outside(row, use.number, _at(request))
        with _opened(request, use, face) as source:
            shown = rendering.render(source, face.name, page, mark=mark)
    except rendering.NoSuchPage:
        raise Http404 from None
    except rendering.CannotRender as cannot:
        return problem(request, 409, str(cannot.text))
    actions.show_visitor(
        use.version.carrier, use=use, page=page, width=shown.width, drawn_from=face.copy,
        raster_sha256=shown.raster_sha256, renderer=shown.renderer, by=_visitor(use),
        at=_at(request),
    )  # fmt: skip
    response = HttpResponse(shown.image, content_type=shown.media_type)
    response["Cache-Control"] = "no-store, private"
    return response


def _opened(request: HttpRequest, use: Use, face: Face) -> Any:
    """The sealed content, by a decision for this visitor made this moment. Raises DecisionNeeded,
    which the visitor is told as a look that is over."""
    decision = decide(_visitor(use), "vault.show_visitor", use.version.carrier, _at(request))
    return open_object(face.file, decision, at=_at(request))


def _visitor(use: Use) -> Visitor:
    return Visitor(use.disclosure_id or 0)


def _use(request: HttpRequest, link: str) -> Use | None:
    """The look that the cookie speaks of, as long as it lasts and still may be."""
    try:
        number = _signer.unsign(request.COOKIES.get(COOKIE, ""), max_age=LASTS)
    except signing.BadSignature:
        return None
    rows = Use.objects.select_related("version__file", "version__carrier__secret", "disclosure")
    found = rows.filter(number=number, disclosure__link=link).first()
    if found is None or _at(request) >= found.at + LASTS:
        return None
    right = decide(_visitor(found), "vault.show_visitor", found.version.carrier, _at(request))
    return found if right.allowed else None


def _disclosure(link: str) -> Disclosure | None:
    return Disclosure.objects.select_related("shown__carrier").filter(link=link).first()


def _at(request: HttpRequest) -> Any:
    """The instant of the request, which the house's middleware gives to strangers too."""
    return request.at  # type: ignore[attr-defined]

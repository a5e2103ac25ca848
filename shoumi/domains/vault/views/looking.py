"""Looking at what a carrier holds, page by page, each marked for this person and this moment."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET, require_POST

from shoumi.domains.vault import actions
from shoumi.domains.vault.actions.using import new_number, page_objection
from shoumi.domains.vault.models import Carrier, CarrierVersion, Use
from shoumi.domains.vault.views.refusing import refused
from shoumi.kernel import rendering
from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.actions import Refused
from shoumi.kernel.storage.objects import open_object
from shoumi.kernel.ui.errors import problem


@require_POST
def begin(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin a look at a version; it leads to its pages."""
    version = find_version(request, pk)
    try:
        use = actions.view(version.carrier, version=version, by=request.person, at=request.at)
    except Refused as no:
        return refused(request, version.carrier, no.because)
    return redirect("vault.look", use.number)


@require_GET
def look(request: PersonRequest, number: str) -> HttpResponse:
    """The pages of a look, which arrive as one scrolls."""
    use = _use(request, number)
    against = page_objection(use, request.person, request.at)
    if against is not None:
        return refused(request, use.version.carrier, [against])
    try:
        with opened(use.version, request, "vault.show_page") as source:
            shown = rendering.look(source, use.version.name)
    except rendering.CannotRender as cannot:
        return render(request, "vault/look.html", {"use": use, "cannot": cannot.text}, status=422)
    context = {"use": use, "pages": range(1, shown.pages + 1), "total": shown.pages}
    return render(request, "vault/look.html", context)


@require_GET
def page(request: PersonRequest, number: str, page: int) -> HttpResponse:
    """One page as a picture, marked; that it was shown is entered before it leaves."""
    use = _use(request, number)
    against = page_objection(use, request.person, request.at)
    if against is not None:
        return problem(request, 403, str(against))
    try:
        with opened(use.version, request, "vault.show_page") as source:
            shown = rendering.render(
                source,
                use.version.name,
                page,
                mark=mark_of(number, request.person, request.at, use.version.carrier),
            )
    except rendering.NoSuchPage:
        raise Http404 from None
    except rendering.CannotRender as cannot:
        return problem(request, 409, str(cannot.text))
    actions.show_page(
        use.version.carrier, use=use, page=page, raster_sha256=shown.raster_sha256,
        renderer=shown.renderer, by=request.person, at=request.at,
    )  # fmt: skip
    response = HttpResponse(shown.image, content_type=shown.media_type)
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
def take_out(request: PersonRequest, pk: int) -> HttpResponse:
    """A copy to take along, marked on every page; what can't be marked doesn't leave. That it was
    taken out is entered before it leaves."""
    version, number = find_version(request, pk), new_number()
    made = None
    if may(request.person, "vault.download", version.carrier, request.at):
        try:
            made = _marked(version, number, request)
        except rendering.CannotRender as cannot:
            return problem(request, 409, str(cannot.text))
        if made is None:
            return problem(request, 409, t("A mark can't be put on this kind of file, so that it "
                                           "doesn't leave. Add a viewing copy (PDF)."))  # fmt: skip
    # Refused here, and the refusal entered, where it was not made.
    try:
        actions.download(
            version.carrier, version=version, number=number, by=request.person, at=request.at
        )
    except Refused as no:
        return refused(request, version.carrier, no.because)
    content, media_type = made or (b"", "")
    ending = media_type.rpartition("/")[2]
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{number}.{ending}"'
    response["Cache-Control"] = "no-store, private"
    return response


def _marked(
    version: CarrierVersion, number: str, request: PersonRequest
) -> tuple[bytes, str] | None:
    mark = mark_of(number, request.person, request.at, version.carrier)
    with opened(version, request, "vault.download") as source:
        return rendering.marked_file(source, version.name, mark=mark)


def mark_of(number: str, person: Any, at: datetime, carrier: Carrier) -> rendering.Mark:
    """Who, when, and the number of the look: what stands across every page; and that it was
    released, where it was."""
    when = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
    lines: tuple[str, ...] = (f"{person} {person.staff_number}", when, number)
    if carrier.released_on is not None:
        day = carrier.released_on.isoformat()
        lines = (*lines, t("Released on %(day)s") % {"day": day})
    return rendering.Mark(lines, number)


def opened(version: CarrierVersion, request: PersonRequest, act: str) -> Any:
    """The sealed content, by a decision on that act made this moment. Raises DecisionNeeded."""
    decision = decide(request.person, act, version.carrier, request.at)
    return open_object(version.file, decision, at=request.at)


def find_version(request: PersonRequest, pk: int) -> CarrierVersion:
    """Raises Http404 where there is no such version for this person."""
    rows = CarrierVersion.objects.select_related("file", "carrier__secret__org_unit")
    found = rows.filter(pk=pk).first()
    seen = Carrier.objects.visible_to(request.person, request.at)
    if found is None or not seen.filter(pk=found.carrier_id).exists():
        raise Http404
    return found


def _use(request: PersonRequest, number: str) -> Use:
    """Raises Http404 for another's look."""
    rows = Use.objects.select_related(
        "version__file", "version__carrier__secret__org_unit", "grant"
    )
    found = rows.filter(number=number, person=request.person).first()
    if found is None:
        raise Http404
    return found

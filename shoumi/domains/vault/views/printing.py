"""What leaves on paper: the marked pages as one PDF, a mark of its own on each copy; and what was
copied out by hand."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shoumi.domains.vault import actions
from shoumi.domains.vault.actions.using import new_number
from shoumi.domains.vault.copies import face_of
from shoumi.domains.vault.forms.taking import CopyOutForm, PrintForm
from shoumi.domains.vault.marking import mark_of_copy
from shoumi.domains.vault.models import CarrierVersion, Use
from shoumi.domains.vault.rules.taking import print_objection
from shoumi.domains.vault.views.opening import opened, version_seen
from shoumi.domains.vault.views.refusing import refused
from shoumi.foundation.pdf.pictures import Picture, pdf_of
from shoumi.kernel import rendering
from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import Act

# Of A4: 200 dots to the inch.
WIDTH = 1654


class Cut(Exception):
    """The right to it has gone while it was on its way: what is out is no whole file."""


@require_http_methods(["GET", "POST"])
def print_out(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Ask how many copies and where they will lie, then give out one PDF of all of them."""
    version, printed = version_seen(request, pk), Printed(request)

    def perform(carrier: Any, *, copies: int, whereabouts: str, by: Any, at: datetime) -> Use:
        return printed.enter(version, copies=copies, whereabouts=whereabouts, by=by, at=at)

    act = Act(
        "vault.print_out", PrintForm, perform, icon="printer", agree=_("Print it"),
        lead=_("Your name, the time and a number stand across every page. Each copy is entered in "
               "the ledger of carriers, with you as who keeps it."),
    )  # fmt: skip
    return _answered(request, version, act, printed.answer)


@require_http_methods(["GET", "POST"])
def copy_out(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Say what was copied out, and where to."""
    version = version_seen(request, pk)

    def perform(carrier: Any, *, by: Any, at: datetime, **told: Any) -> Use:
        return actions.copy_out(carrier, version=version, number=new_number(), **told, by=by, at=at)

    act = Act(
        "vault.copy_out", CopyOutForm, perform, icon="notebook", agree=_("Enter it"),
        lead=_("What you copy out carries the secret as the original does; it gets a number of its "
               "own in the ledger of carriers, with you as who keeps it."),
    )  # fmt: skip
    return _answered(
        request, version, act,
        lambda use: redirect("vault.carrier", use.taken.get().carrier_id),
    )  # fmt: skip


def _answered(
    request: PersonRequest, version: CarrierVersion, act: Act, done: Callable[[Use], Any]
) -> HttpResponseBase:
    """As every act is asked for, but that a no is one sentence with a next step."""
    carrier = version.carrier
    against = decide(request.person, act.action, carrier, request.at).because
    if against and request.method == "GET":
        return refused(request, carrier, against)

    def perform(*args: Any, **told: Any) -> Use | Refused:
        try:
            used: Use = act.perform(*args, **told)
        except Refused as no:
            return no
        return used

    def answer(result: Use | Refused) -> Any:
        if isinstance(result, Refused):
            return refused(request, carrier, result.because)
        return done(result)

    return acts.answer(
        request,
        replace(act, perform=perform),
        carrier,
        back=reverse("vault.carrier", args=[carrier.pk]),
        about=str(carrier),
        done=answer,
    )


class Printed:
    """One print: its first page is drawn before it is entered, so that nothing is entered of which
    nothing can be printed; the others while they go out."""

    def __init__(self, request: PersonRequest) -> None:
        self.person: Person = request.person
        self.request = request
        self.number = new_number()
        self.pieces: Iterator[bytes] = iter(())

    def enter(
        self, version: CarrierVersion, *, copies: int, whereabouts: str, by: Any, at: datetime
    ) -> Use:
        """Raises Refused, Invalid."""
        pages = 1
        if may(by, "vault.print_out", version.carrier, at):
            pages = self._begin(version, copies, at)
        # Refused here, and the refusal entered, where nothing was drawn.
        return actions.print_out(
            version.carrier, version=version, copies=copies, pages=pages, whereabouts=whereabouts,
            number=self.number, by=by, at=at,
        )  # fmt: skip

    def _begin(self, version: CarrierVersion, copies: int, at: datetime) -> int:
        """Draw the first page; answers how many there are. Raises Invalid."""
        try:
            face = face_of(version)
            with opened(face.file, version, self.request, "vault.print_out") as source:
                pages = len(rendering.look(source, face.name).heights)
            against = print_objection(copies, pages)
            if against is not None:
                raise Invalid(*against)
            sheets = self._sheets(version, copies, pages, at)
            self.pieces = pdf_of(chain([next(sheets)], sheets))
        except rendering.CannotRender as cannot:
            raise Invalid("", cannot.text) from None
        return pages

    def answer(self, use: Use) -> StreamingHttpResponse:
        response = StreamingHttpResponse(self.pieces, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{use.number}.pdf"'
        response["Cache-Control"] = "no-store, private"
        return response

    def _sheets(
        self, version: CarrierVersion, copies: int, pages: int, at: datetime
    ) -> Iterator[Picture]:
        wanted, face = range(1, pages + 1), face_of(version)
        for copy in range(1, copies + 1):
            mark = self._mark(version, f"{copy}/{copies}", at)
            with opened(face.file, version, self.request, "vault.print_out") as source:
                drawn = rendering.render_many(source, face.name, wanted, mark=mark, width=WIDTH)
                for page in drawn:
                    yield Picture(page.image, page.width, page.height)
                    self._require_right(version)

    def _mark(self, version: CarrierVersion, copy: str, at: datetime) -> rendering.Mark:
        return mark_of_copy(self.number, copy, self.person, at, version.carrier)

    def _require_right(self, version: CarrierVersion) -> None:
        """Asked anew after each page, of a person read anew. Raises Cut."""
        person = Person.objects.select_related("org_unit").get(pk=self.person.pk)
        if decide(person, "vault.give_sheet", version.carrier, timezone.now()).because:
            raise Cut

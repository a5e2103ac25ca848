"""Who is asking and when: `request.person` and `request.at`. A stranger gets no further.

The only place below the views where the clock is read, once for each request. Default deny: every
address needs a signed-in person, save the few in `OPEN`, what is marked `outdoors`, and what has a
door of its own.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day

OPEN = frozenset({"accounts.sign_in", "ui.set_language", "ui.set_theme", "healthz"})
# Programs are not sent to a page to sign in: the addresses of the API ask for key or session
# themselves, every one (`config.api`).
OWN_DOOR = "api"
V = TypeVar("V", bound=Callable[..., HttpResponseBase])
BEFORE_A_PASSWORD = OPEN | {"accounts.change_password", "accounts.sign_out"}


class PersonRequest(HttpRequest):
    """A request as views behind the door get it."""

    person: Person
    at: datetime


def outdoors(view: V) -> V:
    """Mark a view that strangers reach; it looks by itself at whom it lets in."""
    view.is_outdoors = True  # type: ignore[attr-defined]
    return view


class Presence:
    """Middleware; stands after Django's authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        at = timezone.now()
        # From here on it is what views call a `PersonRequest`.
        request.at = at  # type: ignore[attr-defined]
        request.person = _person(request, at)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        own = match is not None and OWN_DOOR in match.namespaces
        if name in OPEN or own or getattr(view, "is_outdoors", False):
            return None
        if not request.user.is_authenticated:
            return _to_the_door(request)
        if request.user.must_change_password and name not in BEFORE_A_PASSWORD:
            return _go(request, reverse("accounts.change_password"))
        return None


def _person(request: HttpRequest, at: datetime) -> Person | None:
    """The person signed in; somebody who has left since is signed out here and now."""
    if not request.user.is_authenticated:
        return None
    person = request.user.person
    if person.is_active(local_day(at)):
        return person
    logout(request)
    return None


def _to_the_door(request: HttpRequest) -> HttpResponse:
    door = reverse("accounts.sign_in")
    here = request.get_full_path()
    if request.method == "GET" and here != "/" and not _is_htmx(request):
        door = f"{door}?{urlencode({'next': here})}"
    return _go(request, door)


def _go(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect; a part of a page asked for by htmx makes the whole page go there."""
    if _is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"

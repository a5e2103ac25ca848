"""The API for programs, at /api/v1: its door, its answers to a no, and where its parts are.

Whoever asks shows an access key or has a session; with a session, a request that changes something
needs the CSRF token as a page's form does. A key opens what its person may, and nothing more.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as t
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import APIKeyCookie, HttpBearer

from shoumi.domains.vault.views import api as vault
from shoumi.kernel.accounts.keys import whose
from shoumi.kernel.accounts.middleware import OWN_DOOR
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.storage.refusals import (
    DiskFull,
    NotWhole,
    StorageRefused,
    TooLarge,
    WrongPlace,
)

STATUSES: dict[type[StorageRefused], int] = {
    DiskFull: 507, TooLarge: 413, WrongPlace: 409, NotWhole: 409,
}  # fmt: skip


class KeyDoor(HttpBearer):
    """`Authorization: Bearer KEY`."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        asking: Any = request
        person = whose(token, asking.at)
        if person is not None:
            asking.person = person
        return person


class SessionDoor(APIKeyCookie):
    """The session of a page, with its CSRF token where something changes."""

    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        if self.param_name not in request.COOKIES:
            return None
        try:
            key: str | None = super()._get_key(request)
        except HttpError:
            again = t("This page had been open for too long. Load it again, then go on.")
            raise HttpError(403, again) from None
        return key

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:
        asking: Any = request
        if asking.person is None or asking.user.must_change_password:
            return None
        person: Person = asking.person
        return person


DOORS: list[Callable[[HttpRequest], Any]] = [KeyDoor(), SessionDoor()]


def behind_the_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The schema too is shown only to whoever may ask."""

    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if any(door(request) for door in DOORS):
            return view(request, **kwargs)
        return _no(request, 401, t("Show an access key, or sign in."))

    return guarded


api = NinjaAPI(
    title="Shoumi",
    version="1",
    description="Described in docs/api.md.",
    urls_namespace=OWN_DOOR,
    docs_url=None,
    docs_decorator=behind_the_door,
    auth=DOORS,
)
api.add_router("", vault.router)


def _no(request: HttpRequest, status: int, detail: str, **more: Any) -> HttpResponse:
    answer = api.create_response(request, {"detail": detail, **more}, status=status)
    if "Tus-Resumable" in request.headers:
        answer["Tus-Resumable"] = "1.0.0"
    if status == 412:
        answer["Tus-Version"] = "1.0.0"
    if status == 503:
        answer["Retry-After"] = "5"
    return answer


@api.exception_handler(AuthenticationError)
def nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = _no(request, 401, t("Show an access key, or sign in."))
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(HttpError)
def said(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _no(request, error.status_code, str(error))


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return _no(request, 404, t("There is nothing here for you."))


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which fields are wrong; what was sent is not said back."""
    fields = [{"field": ".".join(map(str, one["loc"])), "what": one["msg"]} for one in error.errors]
    return _no(request, 422, t("Something in this can't be taken."), fields=fields)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return _no(request, 403, str(error), reasons=[one.code for one in error.because])


@api.exception_handler(Invalid)
def invalid(request: HttpRequest, error: Invalid) -> HttpResponse:
    return _no(request, 422, str(error))


@api.exception_handler(Stale)
def stale(request: HttpRequest, error: Stale) -> HttpResponse:
    return _no(request, 409, str(error))


@api.exception_handler(StorageRefused)
def not_stored(request: HttpRequest, error: StorageRefused) -> HttpResponse:
    return _no(request, STATUSES.get(type(error), 503), str(error))

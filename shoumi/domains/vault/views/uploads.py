"""Uploads by tus 1.0.0 (https://tus.io/protocols/resumable-upload): creation, termination,
expiration. A body is read as it comes and sealed at once.

One thing of the protocol is left out: the metadata are never said back, for a file's name stands in
no header of an answer.
"""

import base64
import binascii
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as t
from ninja import Header, Router, Schema
from ninja.errors import HttpError

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.actions import Brought
from shoumi.domains.vault.models import Carrier
from shoumi.domains.vault.screening import look_through_if_small
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import arriving
from shoumi.kernel.storage.models import Arrival

VERSION = "1.0.0"
BODY = "application/offset+octet-stream"
EXTENSIONS = "creation,termination,expiration"
LARGEST = 2**63 - 1
# A body that comes slowly holds one of the server's threads; the rest of them serve pages.
SEATS = threading.BoundedSemaphore(6)
UPLOADS, UPLOAD = "/uploads", "/uploads/{uuid:upload}"
router = Router(tags=["tus"])


class Problem(Schema):
    """Why not, in one sentence; a refusal's codes, or the fields that can't be read."""

    detail: str
    reasons: list[str] = []
    fields: list[dict[str, str]] = []


NO = frozenset({400, 401, 403, 404, 405, 409, 411, 412, 413, 415, 422, 503, 507})
OR_NOT: dict[Any, Any] = {NO: Problem}

Spoken = Annotated[str, Header("", alias="Tus-Resumable", description=VERSION)]
Offset = Annotated[str, Header("", alias="Upload-Offset", description="Bytes, in digits")]
Length = Annotated[str, Header("", alias="Upload-Length", description="Bytes, in digits")]
Told = Annotated[
    str,
    Header(
        "",
        alias="Upload-Metadata",
        description="`carrier` or `secret` (its id), `filename`, `note`; values in Base64",
    ),
]
Instead = Annotated[str, Header("", alias="X-HTTP-Method-Override", description="PATCH, DELETE")]


@router.api_operation(["OPTIONS"], UPLOADS, response={204: None, **OR_NOT}, url_name="uploads")
def offered(request: PersonRequest) -> HttpResponse:
    """What of tus is spoken here."""
    answer = _answer(204)
    answer["Tus-Version"] = VERSION
    answer["Tus-Max-Size"] = str(settings.UPLOAD_LIMIT)
    answer["Tus-Extension"] = EXTENSIONS
    return answer


@router.api_operation(["OPTIONS"], UPLOAD, response={204: None, **OR_NOT}, url_name="upload")
def offered_here(request: PersonRequest, upload: UUID) -> HttpResponse:
    """The same at the address of one upload."""
    return offered(request)


@router.post(UPLOADS, response={201: None, **OR_NOT}, url_name="uploads")
def create(
    request: PersonRequest, tus_resumable: Spoken, upload_length: Length, upload_metadata: Told
) -> HttpResponse:
    """Begin an upload; `Location` is where its bytes go."""
    _require_version(tus_resumable)
    told = _metadata(upload_metadata)
    brought = Brought(told.get("filename", ""), _number(upload_length), told.get("note", ""))
    record = target(
        request, carrier=_key(told.get("carrier", "")), secret=_key(told.get("secret", ""))
    )
    arrival = begun(request, record, brought)
    answer = _answer(201, arrival)
    answer["Location"] = address_of(arrival)
    return answer


@router.api_operation(["HEAD"], UPLOAD, response={200: None, **OR_NOT}, url_name="upload")
def how_far(request: PersonRequest, upload: UUID, tus_resumable: Spoken) -> HttpResponse:
    """How many bytes have come. A file that is whole but was not taken in yet, since the server
    stopped at that moment, is taken in now."""
    _require_version(tus_resumable)
    arrival = mine(request, upload)
    if arrival.is_whole:
        _finish(arrival, request)
    answer = _answer(200, arrival)
    answer["Upload-Offset"] = str(arrival.arrived)
    answer["Upload-Length"] = str(arrival.size)
    answer["Cache-Control"] = "no-store"
    return answer


@router.patch(UPLOAD, response={204: None, **OR_NOT}, url_name="upload")
def go_on(
    request: PersonRequest, upload: UUID, tus_resumable: Spoken, upload_offset: Offset
) -> HttpResponse:
    """Bytes from the offset on, as the whole body. With the last of them the file is taken in."""
    _require_version(tus_resumable)
    arrival = mine(request, upload)
    if request.content_type != BODY:
        raise HttpError(415, t("Send the bytes as %(type)s.") % {"type": BODY})
    start, length = _number(upload_offset), _body_length(request)
    if arrival.object_id and start == arrival.arrived and not length:
        return _moved(arrival)
    with _seat():
        arrival = arriving.take(arrival, request, start=start, length=length, now=timezone.now)
    if arrival.is_whole:
        _finish(arrival, request)
    return _moved(arrival)


@router.delete(UPLOAD, response={204: None, **OR_NOT}, url_name="upload")
def give_up(request: PersonRequest, upload: UUID, tus_resumable: Spoken) -> HttpResponse:
    """Forget an upload and the bytes that have come of it."""
    _require_version(tus_resumable)
    arrival = mine(request, upload)
    if arrival.object_id:
        raise HttpError(409, t("It is in the vault already; nothing of that is undone here."))
    arriving.drop(arrival)
    return _answer(204)


@router.post(UPLOAD, response={204: None, **OR_NOT}, url_name="upload")
def instead(
    request: PersonRequest, upload: UUID, tus_resumable: Spoken, upload_offset: Offset,
    method: Instead,
) -> HttpResponse:  # fmt: skip
    """For clients that can't send PATCH or DELETE."""
    if method == "PATCH":
        return go_on(request, upload, tus_resumable, upload_offset)
    if method == "DELETE":
        return give_up(request, upload, tus_resumable)
    raise HttpError(405, t("Name PATCH or DELETE in X-HTTP-Method-Override."))


def target(request: PersonRequest, *, carrier: int = 0, secret: int = 0) -> Record:
    """The record that a file is brought for. Raises Http404 where there is none for this person."""
    rows = Carrier if carrier else TradeSecret
    found: Record | None = rows.objects.one_visible_to(
        carrier or secret, request.person, request.at
    ).first()
    if found is None:
        raise Http404
    return found


def begun(request: PersonRequest, record: Record, brought: Brought) -> Arrival:
    """Raises HttpError for one too large, and as the action does."""
    if brought.size > settings.UPLOAD_LIMIT:
        raise HttpError(413, str(actions.TOO_LARGE))
    return actions.begin_upload(record, brought=brought, by=request.person, at=request.at)


def mine(request: PersonRequest, upload: UUID) -> Arrival:
    """Raises Http404 for one that is over or another's."""
    found = Arrival.objects.filter(pk=upload, person=request.person).first()
    if found is None or expires_at(found) <= request.at:
        raise Http404
    return found


def expires_at(arrival: Arrival) -> datetime:
    return arrival.touched_at + arriving.KEPT_FOR


def address_of(arrival: Arrival) -> str:
    return reverse("api:upload", args=[arrival.pk])


def _answer(status: int, arrival: Arrival | None = None) -> HttpResponse:
    answer = HttpResponse(status=status)
    answer["Tus-Resumable"] = VERSION
    if arrival is not None:
        answer["Upload-Expires"] = http_date(expires_at(arrival).timestamp())
    return answer


def _moved(arrival: Arrival) -> HttpResponse:
    answer = _answer(204, arrival)
    answer["Upload-Offset"] = str(arrival.arrived)
    return answer


def _require_version(spoken: str) -> None:
    if spoken != VERSION:
        raise HttpError(412, t("Only tus %(version)s is spoken here.") % {"version": VERSION})


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST):
        raise HttpError(400, t("Give the offset or the length in bytes, in digits."))
    return int(text)


def _key(text: str) -> int:
    return _number(text) if text else 0


def _body_length(request: HttpRequest) -> int:
    if "Transfer-Encoding" in request.headers:
        raise HttpError(411, t("Say in Content-Length how many bytes come."))
    return _number(request.headers.get("Content-Length") or "0")


def _metadata(text: str) -> dict[str, str]:
    """Pairs of a key and a Base64 value, with commas between. Raises HttpError."""
    told = {}
    try:
        for pair in filter(None, (one.strip() for one in text.split(","))):
            key, _space, value = pair.partition(" ")
            told[key] = base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise HttpError(400, t("Upload-Metadata can't be read.")) from None
    return told


@contextmanager
def _seat() -> Iterator[None]:
    """One of the places for bodies under way in this process. Raises HttpError."""
    if not SEATS.acquire(blocking=False):
        raise HttpError(503, t("Very many files are coming in at this moment. Go on soon."))
    try:
        yield
    finally:
        SEATS.release()


def _finish(arrival: Arrival, request: Any) -> None:
    """Take the file in; a small one is looked through at once, others by the worker."""
    at = timezone.now()
    version = actions.finish_upload(arrival, by=request.person, at=at)
    look_through_if_small(version, at=at)

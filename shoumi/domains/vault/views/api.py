"""What programs ask of the vault: which carriers there are, what was put in, and uploads."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Path, Query, Schema, Status
from pydantic import Field

from shoumi.domains.vault.actions import Brought
from shoumi.domains.vault.models import Carrier, CarrierVersion
from shoumi.domains.vault.views.uploads import (
    LARGEST,
    OR_NOT,
    address_of,
    begun,
    expires_at,
    mine,
    router,
    target,
)
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage.models import Arrival

__all__ = ["router"]
Key = Annotated[int, Path(ge=1, le=LARGEST)]
MOST = 100


class CarrierOut(Schema):
    """A carrier as the ledger has it."""

    id: int
    number: str
    title: str
    medium: str
    state: str
    secret: int
    versions: int


class CarriersOut(Schema):
    """A page of carriers; `next` is what to ask for `after`, if there are more."""

    carriers: list[CarrierOut]
    next: int | None


class VersionOut(Schema):
    """One version; its file's name only for whoever may open it."""

    number: int
    sha256: str
    size: int
    added_at: datetime
    name: str | None


class BroughtIn(Schema):
    """The file to come: its name, or its path within a folder, and its size in bytes."""

    path: str = Field(max_length=1000)
    size: int = Field(ge=1, le=LARGEST)
    note: str = Field("", max_length=500)


class UploadOut(Schema):
    """An upload: `arriving`, `arrived` (whole, but not taken in yet) or `kept`."""

    url: str
    state: str
    size: int
    arrived: int
    expires_at: datetime
    carrier: int | None = None
    version: int | None = None
    sha256: str | None = None


@router.get("/carriers", tags=["vault"], response={200: CarriersOut, **OR_NOT})
def carriers(
    request: PersonRequest,
    after: Annotated[int, Query(ge=0, le=LARGEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
) -> dict[str, Any]:
    """The carriers that you may see, in the order of their ids."""
    seen = Carrier.objects.visible_to(request.person, request.at).filter(pk__gt=after)
    rows = list(seen.prefetch_related("versions").order_by("pk")[: limit + 1])
    shown = rows[:limit]
    return {
        "carriers": [_carrier(one) for one in shown],
        "next": shown[-1].pk if len(rows) > limit else None,
    }


def _carrier(carrier: Carrier) -> dict[str, Any]:
    return {
        "id": carrier.pk, "number": carrier.number, "title": carrier.title,
        "medium": carrier.medium, "state": carrier.state, "secret": carrier.secret_id,
        "versions": len(carrier.versions.all()),
    }  # fmt: skip


@router.get(
    "/carriers/{carrier}/versions", tags=["vault"], response={200: list[VersionOut], **OR_NOT}
)
def versions(request: PersonRequest, carrier: Key) -> list[dict[str, Any]]:
    """What was put into a carrier, the newest first."""
    found = target(request, carrier=carrier)
    opens = may(request.person, "vault.view", found, request.at)
    rows = CarrierVersion.objects.filter(carrier_id=found.pk).select_related("file")
    return [
        {
            "number": one.number, "sha256": one.sha256, "size": one.size,
            "added_at": one.added_at, "name": one.name if opens else None,
        }
        for one in rows
    ]  # fmt: skip


@router.post("/carriers/{carrier}/uploads", tags=["vault"], response={201: UploadOut, **OR_NOT})
def upload_version(request: PersonRequest, carrier: Key, brought: BroughtIn) -> Any:
    """Begin an upload that becomes the carrier's next version; send the bytes to `url` by tus."""
    return _begun(request, target(request, carrier=carrier), brought)


@router.post("/secrets/{secret}/uploads", tags=["vault"], response={201: UploadOut, **OR_NOT})
def upload_carrier(request: PersonRequest, secret: Key, brought: BroughtIn) -> Any:
    """Begin an upload for which a carrier of the secret is entered when it is whole."""
    return _begun(request, target(request, secret=secret), brought)


def _begun(request: PersonRequest, record: Record, brought: BroughtIn) -> Any:
    arrival = begun(request, record, Brought(brought.path, brought.size, brought.note))
    return Status(201, _upload(arrival))


@router.get(
    "/uploads/{uuid:upload}", tags=["vault"], response={200: UploadOut, **OR_NOT}, url_name="upload"
)
def state(request: PersonRequest, upload: UUID) -> dict[str, Any]:
    """How an upload stands, and what became of it."""
    return _upload(mine(request, upload))


def _upload(arrival: Arrival) -> dict[str, Any]:
    kept = CarrierVersion.objects.filter(file_id=arrival.object_id or 0).first()
    return {
        "url": address_of(arrival),
        "state": "kept" if kept else "arrived" if arrival.is_whole else "arriving",
        "size": arrival.size,
        "arrived": arrival.arrived,
        "expires_at": expires_at(arrival),
        "carrier": kept.carrier_id if kept else None,
        "version": kept.number if kept else None,
        "sha256": kept.sha256 if kept else None,
    }

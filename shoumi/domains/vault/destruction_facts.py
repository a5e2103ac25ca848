"""What a destruction depends on, read from the records: who decides, what is bound, which keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.domains.vault.facts import limits_of
from shoumi.domains.vault.models import Carrier, Destruction
from shoumi.domains.vault.models.carrier import THERE
from shoumi.domains.vault.rules.destroying import Thing
from shoumi.kernel.accounts.models import Person, Role
from shoumi.kernel.accounts.standing import OFFICE, committee_sits, holders, local_day
from shoumi.kernel.approvals.asking import Ask, content_hash
from shoumi.kernel.approvals.models import Approval, Step
from shoumi.kernel.documents.models import Evidence, IssuedDocument
from shoumi.kernel.storage.models import Epoch, SealedObject, ShreddedKey, WrappedKey


def held_by_law(secret: TradeSecret, carriers: Sequence[Carrier]) -> bool:
    return secret.legal_hold or any(one.legal_hold for one in carriers)


def thing(carrier: Carrier, among: Sequence[Carrier]) -> Thing:
    """A carrier as the rules look at it; copies among those to be destroyed are not named."""
    going = {one.pk for one in among}
    return Thing(
        number=str(carrier),
        is_file=carrier.medium == Carrier.Medium.ELECTRONIC and carrier.form == Carrier.Form.FILE,
        was_received=carrier.source == Carrier.Source.RECEIVED,
        is_held=carrier.state == "held",
        copies=[str(one) for one in relatives(carrier) if one.pk not in going],
    )


def relatives(carrier: Carrier) -> list[Carrier]:
    """The original and the copies of a carrier that are still there, itself left out."""
    original = carrier.copy_of_id or carrier.pk
    rows = Carrier.objects.filter(Q(pk=original) | Q(copy_of=original), state__in=THERE)
    return list(rows.exclude(pk=carrier.pk).order_by("copy_number", "pk"))


def content(destruction: Destruction) -> dict[str, Any]:
    """What is decided about: these carriers with what they hold now, this way, this reason."""
    items = destruction.items.select_related("carrier").order_by("carrier_id")
    carriers = [item.carrier for item in items]
    return {
        "secret": destruction.secret_id,
        "method": destruction.method,
        "reason": destruction.reason,
        "staying": destruction.staying,
        "carriers": [
            [one.pk, sorted(one.versions.values_list("sha256", flat=True))] for one in carriers
        ],
    }


def unchanged(destruction: Destruction) -> bool:
    """Whether what was approved is what is there now."""
    approved = Approval.objects.filter(
        record_id=destruction.pk, state=Approval.State.APPROVED
    ).latest("opened_at")
    return bool(approved.content_hash == content_hash(content(destruction)))


def asks(secret: TradeSecret, carriers: Sequence[Carrier], by: Any, at: datetime) -> list[Ask]:
    """The owner, or whoever stands for him, then the office; for the highest grade the leader in
    charge. Never whoever asks, and nobody in both steps. Where nothing would be left of a secret
    whose grade is the committee's to decide on, the committee resolves on it last."""
    day, unit, asker = local_day(at), secret.org_unit, getattr(by, "pk", None)
    owner = [secret.owner] if secret.owner is not None and secret.owner.is_active(day) else []
    chain = [
        ("owner", owner),
        (Role.HEAD, holders(unit, Role.HEAD, on=day)),
        (Role.CUSTODIAN, holders(unit, Role.CUSTODIAN, on=day)),
    ]
    first = next(
        ((title, free) for title, found in chain if (free := _but(found, {asker}))),
        (Role.HEAD, []),
    )
    taken = {asker, *(one.pk for one in first[1])}
    highest = limits_of(secret).highest
    second = (
        (Role.LEADER, holders(unit, Role.LEADER, on=day))
        if highest
        else (Role.OFFICE, holders(unit, *OFFICE, on=day))
    )
    chosen = [
        Ask(title=str(first[0]), persons=first[1]),
        Ask(title=str(second[0]), persons=_but(second[1], taken)),
    ]
    if _ends_what_is_the_committees(secret, carriers, day):
        chosen.append(Ask(title="committee", mode=Step.Mode.BODY))
    return chosen


def _ends_what_is_the_committees(
    secret: TradeSecret, carriers: Sequence[Carrier], day: date
) -> bool:
    """Until anybody beside the director sits on it, the leader in charge is the last."""
    grade = Grade.objects.filter(code=secret.grade).first()
    if grade is None or "committee" not in grade.approvers:
        return False
    there = Carrier.objects.filter(secret=secret, state__in=THERE)
    left = there.exclude(pk__in=[one.pk for one in carriers]).exists()
    return not left and committee_sits(secret.org_unit, on=day)


def _but(persons: Sequence[Person], taken: set[int | None]) -> list[Person]:
    return [one for one in persons if one.pk not in taken]


def objects_of(carriers: Sequence[Carrier]) -> list[SealedObject]:
    """All that is sealed for these carriers, versions and whatever was drawn from them; papers and
    evidence about them stay."""
    keys = [one.pk for one in carriers]
    pdf = IssuedDocument.objects.filter(record_id__in=keys)
    kept = Evidence.objects.filter(record_id__in=keys).values("file_id")
    rows = SealedObject.objects.filter(record_id__in=keys, shredded_at=None)
    return list(
        rows.exclude(pk__in=pdf.values("pdf_id"))
        .exclude(pk__in=pdf.values("docx_id"))
        .exclude(pk__in=kept)
        .select_related("record")
        .order_by("pk")
    )


@dataclass(frozen=True)
class Keys:
    """How the keys of a destruction stand: how many `shredded`, how many still `there`, and the
    root versions that made the shredded ones final, None for one that waits."""

    shredded: int
    there: int
    closed_by: frozenset[int | None]


def keys_of(destruction: Destruction) -> Keys:
    """Asked of the keystore, which is what counts."""
    carriers = destruction.items.values("carrier_id")
    rows = SealedObject.objects.filter(record_id__in=carriers).exclude(shredded_at=None)
    wanted = {(row.uuid, row.version) for row in rows}
    names = {uuid for uuid, _version in wanted}
    gone = {
        (uuid, version): closed
        for uuid, version, closed in ShreddedKey.objects.filter(object__in=names).values_list(
            "object", "version", "closed_by"
        )
    }
    kept = set(WrappedKey.objects.filter(object__in=names).values_list("object", "version"))
    there = {one for one in wanted if one in kept or one not in gone}
    return Keys(len(wanted), len(there), frozenset(gone[one] for one in wanted - there))


def is_final(destruction: Destruction) -> bool:
    """Whether an epoch has closed over every key of it, and is entered as closed."""
    found = keys_of(destruction)
    entered = Epoch.objects.filter(root_version__in=[one for one in found.closed_by if one])
    return not found.there and found.closed_by <= set(
        entered.values_list("root_version", flat=True)
    )

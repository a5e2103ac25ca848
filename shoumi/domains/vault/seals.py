"""The seal over a grant: what it means, as it stood when somebody last decided about it (6.2)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, OuterRef

from shoumi.domains.vault.models import Grant
from shoumi.domains.vault.rules.deciding import FORGED, KEYS_AWAY
from shoumi.foundation.sealing import SealingError
from shoumi.kernel.access import Reason
from shoumi.kernel.records.models import Transition
from shoumi.kernel.storage.refusals import Sealed, StorageRefused
from shoumi.kernel.storage.seals import Sealer, sealer_for_reading, sealer_for_writing

USE = "vault.grant"
OVER = ("withdrawn", "refused", "revoked", "ended", "suspect")


def meaning(grant: Grant) -> Mapping[str, Any]:
    """Everything that a decision takes from the row."""
    return {
        "grant": grant.pk,
        "secret": grant.secret_id,
        "carrier": grant.only_carrier_id,
        "grantee": grant.grantee_id,
        "purpose": grant.purpose,
        "way": grant.way,
        "actions": sorted(grant.actions),
        "window": [one.astimezone(UTC).isoformat() for one in (grant.starts_at, grant.ends_at)],
        "uses": grant.uses,
        "grade": grant.grade,
        "state": grant.state,
        "given_on": str(grant.given_on),
        "recertified_on": str(grant.recertified_on),
    }


def close(grant: Grant, *, at: datetime) -> None:
    """Seal a grant in force as it stands; called by the action that gives or confirms it, which
    saves it. Raises ``Sealed``."""
    sealer = sealer_for_writing(grant.secret, USE, at=at)
    grant.seal = sealer.seal({**meaning(grant), "state": "active"})


def wrongs(grants: Iterable[Any], secret_id: int) -> dict[int, Reason]:
    """By key what is wrong with grants in force of one secret: changed by another hand, or not to
    be told without the keys. Four queries, none without grants."""
    rows = list(grants)
    if not rows:
        return {}
    over = set(
        Grant.objects.filter(pk__in=[one.pk for one in rows])
        .filter(Exists(Transition.objects.filter(record=OuterRef("pk"), to_state__in=OVER)))
        .values_list("pk", flat=True)
    )
    try:
        sealer = sealer_for_reading(secret_id, USE)
    except Sealed:
        return {one.pk: KEYS_AWAY for one in rows}
    except (StorageRefused, SealingError):
        sealer = None
    return {one.pk: FORGED for one in rows if one.pk in over or not _is_sound(one, sealer)}


def _is_sound(grant: Grant, sealer: Sealer | None) -> bool:
    return sealer is not None and sealer.holds(meaning(grant), grant.seal)

"""/healthz: whether this node can really serve, for a proxy or a person who asks."""

from functools import cache

from django.db import DatabaseError, connections
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shoumi.config.readiness import known_migrations, pending
from shoumi.kernel.activity import guard
from shoumi.kernel.delivery.outbox.counting import stands_still
from shoumi.kernel.storage import blobs, keyring
from shoumi.kernel.storage.refusals import StoreRefused, StoreUnreachable

PARTS = ("database", "migrations", "guard", "keys", "store")
_known = cache(known_migrations)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all holds, else 503. It tells which part fails, and nothing of what is stored.

    Messages that stand still take no node out of service: it answers 200 and says `degraded`.
    """
    found = dict.fromkeys(PARTS, "unknown")
    messages = "unknown"
    try:
        lacking = pending(_known())
        found["database"] = "ok"
        found["migrations"] = "pending" if lacking else "ok"
        if not lacking:
            found["guard"] = "missing" if guard.missing(connections["default"]) else "ok"
            keys = keyring.state()
            found["keys"] = "ok" if keys is keyring.State.OPEN else keys.value
            messages = "still" if stands_still(timezone.now()) else "ok"
        found["store"] = _store()
    except DatabaseError:
        found["database"] = "unreachable"
    well = set(found.values()) == {"ok"}
    status = "unwell" if not well else "ok" if messages == "ok" else "degraded"
    told = {"status": status, **found, "messages": messages}
    return JsonResponse(told, status=200 if well else 503)


def _store() -> str:
    try:
        blobs.store().require_reachable()
    except StoreRefused:
        return "refused"
    except StoreUnreachable:
        return "unreachable"
    return "ok"

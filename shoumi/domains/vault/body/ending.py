"""What the pages of a destruction and of a stocktaking show to one reader."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.access import counts
from shoumi.domains.vault.destruction_facts import held_by_law
from shoumi.domains.vault.models import Counted, Destruction, Stocktaking
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.components import Tone

SHOWN = 500
RESULT_TONES = {"found": Tone.GOOD, "elsewhere": Tone.WAITING, "missing": Tone.BAD,
                "surplus": Tone.WAITING}  # fmt: skip


def destruction_body(destruction: Destruction, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `vault/_destruction_body.html` needs."""
    items = list(destruction.items.select_related("carrier__copy_of").order_by("carrier_id"))
    carriers = [item.carrier for item in items]
    over = {"destroyed", "final", "refused", "withdrawn"}
    return {
        "facts": list(_destruction_facts(destruction)),
        "carriers": carriers,
        "secret": destruction.secret,
        "is_held": destruction.state not in over and held_by_law(destruction.secret, carriers),
    }


def _destruction_facts(destruction: Destruction) -> Iterator[tuple[Any, Any]]:
    yield _("How"), destruction.get_method_display()
    yield _("Why"), destruction.reason
    if destruction.staying:
        yield _("Why copies stay"), destruction.staying
    if destruction.done_on is not None:
        yield _("Carried out on"), destruction.done_on.isoformat()
    if destruction.place:
        yield _("Where"), destruction.place
    if destruction.executor is not None:
        yield _("Who did it"), destruction.executor
    if destruction.witness is not None:
        yield _("Who stood by and saw it"), destruction.witness
    if destruction.carried_out_by is not None:
        yield _("Entered by"), destruction.carried_out_by
    if destruction.certificate is not None:
        yield _("Certificate"), destruction.certificate.number


def stocktaking_body(taking: Stocktaking, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `vault/_stocktaking_body.html` needs."""
    lines = list(
        taking.lines.select_related("carrier", "expected_holder", "counted_by", "cleared_by")
        .order_by("pk")[:SHOWN]
    )  # fmt: skip
    done = sum(line.result != Counted.Result.OPEN for line in lines)
    return {
        "facts": list(_stocktaking_facts(taking)),
        "lines": [(line, _tone(line)) for line in lines],
        "done": done,
        "total": len(lines),
        "may_count": taking.state == "open" and counts(person, taking, at),
        "is_late": taking.due_on is not None and taking.due_on < local_day(at),
    }


def _tone(line: Counted) -> Tone:
    """What was missing and is cleared up alarms nobody any more."""
    if line.cleared_on is not None:
        return Tone.NEUTRAL
    return RESULT_TONES.get(line.result, Tone.NEUTRAL)


def _stocktaking_facts(taking: Stocktaking) -> Iterator[tuple[Any, Any]]:
    yield _("Department"), taking.org_unit
    yield _("Count opened on"), taking.opened_on.isoformat()
    if taking.counter is not None:
        yield _("Who else counts"), taking.counter
    if taking.closed_on is not None:
        yield _("Closed on"), f"{taking.closed_on.isoformat()} · {taking.closed_by or '—'}"
    if taking.signed_off_on is not None:
        told = f"{taking.signed_off_on.isoformat()} · {taking.signed_off_by or '—'}"
        yield _("Signed off on"), told

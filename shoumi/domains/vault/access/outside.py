"""Who gives to a partner, and what a partner's visitor may do."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.access import apart
from shoumi.domains.vault.access.keeping import NOT_KEEPER, keeps, keeps_or_over
from shoumi.domains.vault.rules.disclosing import NOT_OPEN, against_visitor
from shoumi.domains.vault.visiting import Visitor, outside_of
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.records.models import Audience, Capacity

NOT_ASKER = Reason("not_asker", _("Only whoever asked to give it away does this."))


@rule("vault.request_disclosure")
def whoever_knows_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """The keepers, and whoever is named as needing to know."""
    yield from apart(actor, at)
    if record is None or not (keeps(actor, record, at) or _knows(actor, record, at)):
        yield NOT_KEEPER


def _knows(actor: Actor, secret: Any, at: datetime) -> bool:
    reached = Audience.objects.reaching(standing(actor, at), local_day(at))
    return reached.filter(record_id=secret.pk, capacity=Capacity.KNOWS).exists()


@rule("vault.withdraw_disclosure", "vault.hand_out")
def whoever_asked_to_give(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.owner_id != actor.pk:
        yield NOT_ASKER


@rule("vault.revoke_disclosure")
def whoever_asked_or_keeps(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.owner_id != actor.pk and not keeps_or_over(actor, record.secret, at, *OFFICE):
        yield NOT_KEEPER


@rule("vault.note_wrong_code")
def its_visitor(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not isinstance(actor, Visitor) or actor.disclosure_id != record.pk:
        yield NOT_OPEN


@rule("vault.visit")
def a_visitor(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from _visitor(actor, record, at, begun=False)


@rule("vault.show_visitor")
def a_visitor_inside(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from _visitor(actor, record, at, begun=True)


def _visitor(actor: Actor, record: Any, at: datetime, *, begun: bool) -> Iterator[Reason]:
    """On a carrier, for the recipient of a disclosure of one of its versions."""
    if not isinstance(actor, Visitor):
        yield NOT_OPEN
        return
    disclosure, facts = outside_of(actor.disclosure_id, at)
    if disclosure is None or facts is None or disclosure.shown.carrier_id != record.pk:
        yield NOT_OPEN
        return
    yield from against_visitor(facts, begun=begun)


@rule("vault.take_sealed")
def whoever_gives_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """On a carrier: whoever has a disclosure of it with a partner, as the action checks further."""
    yield from apart(actor, at)
    own = record.secret.disclosures.filter(
        owner_id=actor.pk, shown__carrier=record, state="open", ends_at__gt=at
    )
    facts = [outside_of(one, at)[1] for one in own.values_list("pk", flat=True)]
    if not any(one and not list(against_visitor(one, begun=True)) for one in facts):
        yield NOT_OPEN

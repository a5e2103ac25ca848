"""The two answers: of one secret, everybody; of one person, every secret."""

from datetime import date
from typing import Any

from shoumi.domains.people.duty import held_by
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.exposure.could import coulds
from shoumi.domains.vault.exposure.did import dids
from shoumi.domains.vault.exposure.scope import Scope
from shoumi.domains.vault.exposure.values import Knower
from shoumi.kernel.accounts.models import Person


def who_knew(secret: TradeSecret, day: date) -> list[Knower]:
    """Everybody who could know the secret on that day or had met it by its end; those who did
    first, the latest first. Some thirteen queries, whatever the number of persons."""
    scope = Scope(TradeSecret.objects.filter(pk=secret.pk), day)
    found: dict[int, Knower] = {}
    for _secret, person, why in coulds(scope):
        found.setdefault(person.pk, Knower(person)).could.append(why)
    for _secret, person, what in dids(scope):
        found.setdefault(person.pk, Knower(person)).did.append(what)
    held = held_by(found, day)
    for pk, one in found.items():
        one.held = held[pk]
    return _in_order(list(found.values()))


def what_was_known(person: Person, day: date, secrets: Any) -> list[tuple[TradeSecret, Knower]]:
    """For a person, every one of these secrets that he could know on that day or had met by then.
    Some thirteen queries, whatever the number of secrets.

    `secrets` is what the reader of the list may see."""
    scope = Scope(secrets, day, person)
    found: dict[int, Knower] = {}
    for secret, _person, why in coulds(scope):
        found.setdefault(secret, Knower(person)).could.append(why)
    for secret, _person, what in dids(scope):
        found.setdefault(secret, Knower(person)).did.append(what)
    held = held_by([person.pk], day)[person.pk]
    for one in found.values():
        one.held = held
    _in_order(list(found.values()))
    rows = secrets.filter(pk__in=found).order_by("number", "pk")
    return [(secret, found[secret.pk]) for secret in rows]


def _in_order(knowers: list[Knower]) -> list[Knower]:
    for one in knowers:
        one.did.sort(key=lambda what: what.at, reverse=True)
    met = [one for one in knowers if one.did]
    met.sort(key=lambda one: one.did[0].at, reverse=True)
    others = [one for one in knowers if not one.did]
    others.sort(key=lambda one: one.person.name)
    return [*met, *others]

"""Whom a channel reaches: it is set up, the person has an address and has not said no to it."""

from collections.abc import Collection, Iterator

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.models.persons import PersonQuerySet

EMAIL, WECOM = "email", "wecom"
LABELS: dict[str, Promise | str] = {EMAIL: _("E-mail"), WECOM: _("WeCom")}
BATCH = 500


def is_set_up(channel: str) -> bool:
    """Whether the company has set it up; without the house's own address no message has a link."""
    place = settings.MAIL if channel == EMAIL else settings.WECOM
    return place is not None and bool(settings.ADDRESS)


def channels_set_up() -> list[str]:
    return [channel for channel in (EMAIL, WECOM) if is_set_up(channel)]


def reachable(channel: str) -> PersonQuerySet:
    """Everybody who has an address by this channel and takes notices there."""
    if channel == EMAIL:
        unwilling = Q(reach__isnull=False, reach__email=False)
        return Person.objects.exclude(email="").exclude(unwilling)
    return Person.objects.filter(reach__isnull=False).exclude(reach__wecom="")


def reached_by(channel: str, people: Collection[int]) -> Iterator[int]:
    """Which of these persons the channel reaches; a query for every 500."""
    if not is_set_up(channel):
        return
    keys = sorted(people)
    for begin in range(0, len(keys), BATCH):
        found = reachable(channel).filter(pk__in=keys[begin : begin + BATCH])
        yield from found.values_list("pk", flat=True)


def address_of(person: Person, channel: str) -> str:
    """Where the message goes now; empty where the person has no address any more."""
    if channel == EMAIL:
        return person.email
    reach = getattr(person, "reach", None)
    return reach.wecom if reach else ""

"""What the vault counts of a department's month, of the carriers that the reader may see (5.2)."""

from shoumi.domains.notices import figures
from shoumi.domains.vault.models import Carrier


def carriers_made(asked: figures.Asked) -> int:
    """Made or copied in the department in those days: not what it received, nor what was entered in
    error."""
    days = (asked.days.first, asked.days.last)
    made = (Carrier.Source.MADE, Carrier.Source.COPIED)
    seen = Carrier.objects.visible_to(asked.reader, asked.at)
    own = seen.filter(org_unit=asked.unit, source__in=made, from_on__range=days)
    return own.exclude(state="void").count()


def carriers_destroyed(asked: figures.Asked) -> int:
    days = (asked.days.first, asked.days.last)
    seen = Carrier.objects.visible_to(asked.reader, asked.at).filter(org_unit=asked.unit)
    return seen.filter(state="destroyed", ended_on__range=days).count()


figures.provide("carriers_made", carriers_made)
figures.provide("carriers_destroyed", carriers_destroyed)

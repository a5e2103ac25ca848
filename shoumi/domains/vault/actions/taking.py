"""Prints and what is copied out: a use each, and each copy in the ledger of carriers (4.8, 6.2)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.actions.carriers import Described, new_carrier
from shoumi.domains.vault.actions.using import begin_use
from shoumi.domains.vault.models import Carrier, CarrierVersion, Grant, TakenCopy, Use
from shoumi.domains.vault.rules.flows import CARRIER
from shoumi.domains.vault.rules.taking import print_objection
from shoumi.kernel.access import Actor
from shoumi.kernel.actions import Invalid, action, require_said
from shoumi.kernel.records.moves import begin

SAY_WHERE = _("Say where it is kept: a cabinet, a room, a folder.")
FORMS = {Carrier.Medium.PHYSICAL: Carrier.Form.PAPER, Carrier.Medium.ELECTRONIC: Carrier.Form.FILE}


@action("vault.print_out", label=_("Print it"), clauses=("4.8", "6.2"), reads=True)
def print_out(
    carrier: Carrier,
    *,
    version: CarrierVersion,
    copies: int,
    pages: int,
    whereabouts: str,
    number: str,
    by: Actor,
    at: datetime,
) -> Use:
    """Print a version of so many pages, marked with this `new_number`: one use, and a paper carrier
    for each copy, which whoever prints it holds. Raises Refused, Invalid."""
    against = print_objection(copies, pages)
    if against is not None:
        raise Invalid(*against)
    whereabouts = require_said("whereabouts", whereabouts, 200, SAY_WHERE)
    wanted = Grant.Action.PRINT_OUT
    use = begin_use(carrier, version, wanted, by, at, number, copies=copies)
    for sheet in range(1, copies + 1):
        _enter(use, Carrier.Medium.PHYSICAL, whereabouts, "vault.print_out", by, at, sheet=sheet)
    return use


@action("vault.copy_out", label=_("Copy passages out"), clauses=("4.8", "6.2"), reads=True)
def copy_out(
    carrier: Carrier,
    *,
    version: CarrierVersion,
    part: str,
    medium: str,
    whereabouts: str,
    number: str,
    by: Actor,
    at: datetime,
) -> Use:
    """Say what was copied out, onto what, and where that is: one use, and a carrier of it. Raises
    Refused, Invalid."""
    if medium not in Carrier.Medium.values:
        raise Invalid("medium", _("Choose one of the kinds offered."))
    part = require_said("part", part, 300, _("Say which part: pages, headings, a table."))
    whereabouts = require_said("whereabouts", whereabouts, 200, SAY_WHERE)
    use = begin_use(carrier, version, Grant.Action.COPY_OUT, by, at, number)
    _enter(use, medium, whereabouts, "vault.copy_out", by, at, part=part)
    return use


def _enter(
    use: Use, medium: str, whereabouts: str, step: str, by: Actor, at: datetime, *,
    sheet: int = 1, part: str = "",
) -> Carrier:  # fmt: skip
    """A copy of the use's carrier, with its place in the row of all copies of the original; whoever
    made it holds it."""
    source = use.version.carrier
    described = Described(
        title=source.title, medium=medium, form=FORMS[Carrier.Medium(medium)],
        whereabouts=whereabouts, source=Carrier.Source.COPIED,
    )  # fmt: skip
    original = Carrier.objects.select_for_update().get(pk=source.copy_of_id or source.pk)
    made = new_carrier(source.secret, described, by, at)
    made.copy_of = original
    made.copy_number = original.copies.count() + 2
    begin(made, CARRIER, step=step, by=by, at=at)
    TakenCopy(use=use, carrier=made, sheet=sheet, part=part).save()
    return made

"""Bindings are data: a person confirms what each clause asks, or says why it asks nothing."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.actions import Invalid, action
from shoumi.kernel.records.moves import move
from shoumi.regime.editions.catalogue import load_catalogue
from shoumi.regime.facts import open_clauses
from shoumi.regime.flow import FLOW
from shoumi.regime.models import Clause, Edition


@action("regime.bind", label=_("Confirm what a clause asks"), clauses=("8.1",), step="regime.bind")
def bind(
    edition: Edition,
    *,
    ident: str,
    controls: Sequence[str],
    because: str = "",
    by: Actor,
    at: datetime,
) -> Edition:
    """Bind one clause to these controls; with none, `because` must say why it asks nothing.

    Raises Invalid.
    """
    clause = edition.clauses.standing().filter(ident=ident).first()
    if clause is None:
        raise Invalid("ident", _("There is no such clause in this edition."))
    unknown = [name for name in controls if name not in load_catalogue()]
    if unknown:
        raise Invalid("controls", _("Choose from the questions offered."))
    said = because.strip()[:500]
    if not controls and not said:
        raise Invalid("because", _("Say why this clause asks nothing."))
    if said not in {clause.because, clause.because_en} or list(controls) != clause.controls:
        clause.because = clause.because_en = said
    clause.controls = list(controls)
    _confirm(clause, by, at)
    move(edition, FLOW, "regime.bind", by=by, at=at)
    return edition


@action(
    "regime.confirm_all",
    label=_("Confirm all that is proposed"),
    clauses=("8.1",),
    step="regime.confirm_all",
)
def confirm_all(edition: Edition, *, by: Actor, at: datetime) -> Edition:
    """Confirm every proposal as it stands; clauses without one wait for their own answer."""
    for clause in open_clauses(edition):
        if clause.controls or edition.source == "default":
            _confirm(clause, by, at)
    move(edition, FLOW, "regime.confirm_all", by=by, at=at)
    return edition


def _confirm(clause: Clause, by: Actor, at: datetime) -> None:
    clause.confirmed_by = by if isinstance(by, Person) else None
    clause.confirmed_at = at
    clause.save()

"""Correcting the entry of a secret in force, and applying a checked table of an older register."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions.describing import (
    Place,
    beside,
    require_measures,
    require_origin,
    require_places,
    set_measures,
    set_places,
)
from shoumi.domains.register.actions.intake import LONGEST
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.register.rules.marks import bears_state_marks
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.actions import Invalid, Refused, action, require_text
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import open_to

PLAIN = ("title", "category", "origin", "previous_number", "legacy_mark")


@dataclass(frozen=True)
class Amendment:
    """What of an entry is corrected; a part that is None stays. Grade, term, audience, points and
    grounds are no corrections: they change by their own acts."""

    title: str | None = None
    category: str | None = None
    origin: str | None = None
    previous_number: str | None = None
    legacy_mark: str | None = None
    owner: Person | None = None
    places: Sequence[Place] | None = None
    measures: dict[str, str] | None = None

    def parts(self) -> Iterator[str]:
        """The names of the parts that it corrects."""
        return (name for name in self.__dataclass_fields__ if getattr(self, name) is not None)


@action("register.amend_entry", label=_("Correct the entry"), clauses=("4.2",))
def amend_entry(
    secret: TradeSecret, *, amendment: Amendment, by: Actor, at: datetime
) -> TradeSecret:
    """Correct what the register says of a secret in force. Raises Invalid, Refused."""
    if not secret.is_live:
        raise Refused(Reason("state", _("Only the entry of a secret in force is corrected.")))
    _require_texts(amendment)
    texts = [amendment.title or "", *beside(amendment.places or (), amendment.measures or {})]
    if bears_state_marks("\n".join(texts)):
        raise Invalid("title", _("This bears the mark of a state secret and can't be entered."))
    for name in PLAIN:
        value = getattr(amendment, name)
        if value is not None:
            setattr(secret, name, value.strip())
    if not secret.title:
        raise Invalid("title", _("Give it a name that others in the company will recognise."))
    if amendment.owner is not None:
        if amendment.owner.org_unit.entity_id != secret.entity_id:
            raise Invalid("owner", _("The owner belongs to the company that holds the right."))
        secret.owner = amendment.owner
        open_to(secret, amendment.owner, Capacity.KNOWS, because="owner", at=at)
    if amendment.places is not None:
        set_places(secret, amendment.places, at)
    if amendment.measures is not None:
        set_measures(secret, amendment.measures, at)
    secret.save()
    return secret


def _require_texts(amendment: Amendment) -> None:
    for name, most in LONGEST.items():
        require_text(name, getattr(amendment, name) or "", most)
    require_origin(amendment.origin or "")
    require_places(amendment.places or ())
    require_measures(amendment.measures or {})

"""What the calendar does with grants: it ends what is over, and flags what was changed by another
hand (4.2, 6.2)."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.facts import may_still
from shoumi.domains.vault.models import Grant
from shoumi.domains.vault.rules.deciding import FORGED
from shoumi.domains.vault.rules.flows import GRANT
from shoumi.domains.vault.rules.granting import lapses_on
from shoumi.domains.vault.seals import wrongs
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import OFFICE, holders, local_day
from shoumi.kernel.actions import Refused, action
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.records.moves import move

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOT_OVER = Reason("not_over", _("Its window is not over yet."))
IS_SOUND = Reason("is_sound", _("This grant is as it was given."))


@action(
    "vault.end_grant", label=_("Let it end"), clauses=("6.2",), step="vault.end_grant", quiet=True
)
def end_grant(grant: Grant, *, by: Actor, at: datetime) -> Grant:
    """Its window is over, nobody confirmed it for two quarters, or whom it is for has left or need
    not know any more; the record says which. Raises Refused."""
    if grant.ends_at <= at:
        move(grant, GRANT, "vault.end_grant", by=by, at=at, on=local_day(grant.ends_at))
        return grant
    note = ends_early(grant, at)
    if note is None:
        raise Refused(NOT_OVER)
    grant.revoked_at = at
    move(grant, GRANT, "vault.end_grant", by=by, at=at, note=str(note))
    return grant


def ends_early(grant: Grant, at: datetime) -> "StrOrPromise | None":
    """Why a grant ends before its window does, or None."""
    day = local_day(at)
    if not grant.grantee.is_active(day):
        return _("Whom it was for has left the company.")
    if grant.way != Grant.Way.EMERGENCY and not may_still(grant, at):
        return _("Whom it was for is not among those who need to know any more.")
    if grant.given_on is not None and lapses_on(grant.given_on, grant.recertified_on) <= day:
        return _("Nobody confirmed it for two quarters.")
    return None


@action(
    "vault.flag_grant",
    label=_("Flag it: not as it was given"),
    clauses=("6.2",),
    step="vault.flag_grant",
)
def flag_grant(grant: Grant, *, by: Actor, at: datetime) -> Grant:
    """Somebody changed the row past the house: it opens nothing any more, and the office is told.
    Raises Refused for one that is sound."""
    if wrongs([grant], grant.secret_id).get(grant.pk) is not FORGED:
        raise Refused(IS_SOUND)
    grant.revoked_at = at
    move(grant, GRANT, "vault.flag_grant", by=by, at=at)
    tell_office(grant, at=at)
    return grant


def tell_office(grant: Grant, *, at: datetime) -> None:
    """Put a grant before everybody in the office, by its number alone."""
    office = holders(grant.org_unit, *OFFICE, on=local_day(at))
    if office:
        send(grant, people=office, act="know", by=HOUSE, at=at)

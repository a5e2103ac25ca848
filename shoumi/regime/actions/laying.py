"""An edition of the regime as a rule: laid before the staff, taken back, in force by its rule (8.1,
8.2).

What a rule is, is known above: whoever calls says how the text is taken over, and the house comes
back with what became of it.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused, action
from shoumi.kernel.records.moves import move
from shoumi.regime.actions.adopting import put_in_force
from shoumi.regime.assessment import edition_on
from shoumi.regime.facts import fingerprint, open_clauses
from shoumi.regime.flow import FLOW, Bindings
from shoumi.regime.models import Edition

SAME = Reason(
    "same", _("It says and asks the same as the regime in force. Change something, or drop it.")
)
CHANGED = Reason(
    "changed",
    _("The regime's draft is not any more what the staff, counsel and the committee had before "
      "them. Withdraw the edition, and lay the draft before the staff anew."),
)  # fmt: skip
NOT_YET = Reason("not_yet", _("It is not in force yet. Wait for its day."))

Taken = Callable[[Edition, Actor, datetime], object]


@action(
    "regime.lay_before_staff", label=_("Begin its adoption as a rule"), clauses=("8.1", "8.2"),
    step="regime.lay_before_staff",
)  # fmt: skip
def lay_before_staff(edition: Edition, *, take_over: Taken, by: Actor, at: datetime) -> Edition:
    """Let a rule take over the text and its bindings, once every binding is confirmed; nothing can
    be changed until it comes back. Raises Refused."""
    held = edition_on(local_day(at))
    if held is not None and fingerprint(held) == fingerprint(edition):
        raise Refused(SAME)
    waiting = Bindings(open_clauses(edition).count())
    move(edition, FLOW, "regime.lay_before_staff", by=by, at=at, facts=waiting)
    take_over(edition, by, at)
    return edition


@action(
    "regime.take_back", label=_("Take it back to change it"), clauses=("8.1",),
    step="regime.take_back",
)  # fmt: skip
def take_back(
    edition: Edition, *, require_free: Callable[[Edition], None], by: Actor, at: datetime
) -> Edition:
    """A draft again, to be changed and laid anew; `require_free` refuses while others have it
    before them. Raises Refused."""
    require_free(edition)
    move(edition, FLOW, "regime.take_back", by=by, at=at)
    return edition


@action("regime.give_back", label=_("Came back from its rule"), clauses=("8.1",), quiet=True)
def give_back(edition: Edition, *, step: str, by: Actor, at: datetime) -> Edition:
    """Its rule goes no further for now: `returned`, `withdrawn` or `refused`. Raises Refused."""
    move(edition, FLOW, step, by=by, at=at)
    return edition


@action(
    "regime.follow_rule", label=_("Came into force as a rule"), clauses=("8.1", "8.2"), quiet=True
)
def follow_rule(
    edition: Edition,
    *,
    sha256: str,
    adopted_on: date,
    on: date,
    basis: str,
    by: Actor,
    at: datetime,
) -> Edition:
    """Its rule comes into force, and the regime with it: exactly what was adopted, named by its
    fingerprint; `basis` is the reference of the resolution. Raises Refused, Invalid."""
    if fingerprint(edition) != sha256:
        raise Refused(CHANGED)
    put_in_force(edition, adopted_on, on, by=by, at=at, note=basis)
    return edition


@action(
    "regime.ask_to_confirm", label=_("Ask everybody to confirm it"), clauses=("8.1", "8.2"),
    step="regime.ask_to_confirm", reads=True,
)  # fmt: skip
def ask_to_confirm(
    edition: Edition,
    *,
    laws: Sequence[str],
    publish: Callable[[Edition, Sequence[str], Actor, datetime], object],
    by: Actor,
    at: datetime,
) -> Edition:
    """Put the regime in force before everybody, where it was adopted without that. Raises Refused,
    Invalid."""
    if edition_on(local_day(at)) != edition:
        raise Refused(NOT_YET)
    publish(edition, laws, by, at)
    return edition

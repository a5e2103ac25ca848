"""Whether somebody may open what a carrier holds: every reason against, default deny (6.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Reason

ADMINISTRATOR = Reason(
    "administrator", _("An administrator of the system never opens what carriers hold.")
)
CLOSED = Reason("closed", _("It is shut for everybody at present; the office knows why."))
NO_NEED = Reason(
    "no_need_to_know",
    _("You are not named among those who need to know. Ask the owner to add you."),
)
NO_GRANT = Reason(
    "no_grant", _("You need a grant for this. Ask for one: say what for and until when.")
)
NOT_THIS = Reason("not_this_use", _("Your grant does not reach this use. Ask for one that does."))
USED_UP = Reason("used_up", _("Your grant is used up. Ask for another."))
STAYS = Reason("stays", _("Nothing of this grade may leave the house."))
BUDGET = Reason(
    "daily_budget",
    _("You have opened very much today. Go on tomorrow, or ask the office."),
)


# A look that was begun is counted already; that it was the last is no reason against its pages.
COUNTED = (USED_UP, BUDGET)


@dataclass(frozen=True)
class Held:
    """A grant in force as it bears on one carrier: what it allows, how many uses are left."""

    actions: Sequence[str]
    uses_left: int | None


@dataclass(frozen=True)
class Facts:
    """Everything that the answer depends on."""

    is_administrator: bool
    is_closed: bool
    is_owner: bool
    knows: bool
    held: Sequence[Held]
    used_today: int
    budget: int
    may_leave: bool
    is_released: bool = False


def against(facts: Facts, action: str) -> Iterator[Reason]:
    """Every reason why this use is not open, in the order in which one would mend them."""
    if facts.is_administrator:
        yield ADMINISTRATOR
    if facts.is_closed:
        yield CLOSED
    if not facts.is_released:
        yield from _needs(facts, action)
    if facts.used_today >= facts.budget:
        yield BUDGET


def _needs(facts: Facts, action: str) -> Iterator[Reason]:
    """What stands against it while it is a secret."""
    if not facts.is_owner and not facts.knows:
        yield NO_NEED
    if not facts.is_owner:
        yield from _grants(facts.held, action)
    if action == "download" and not facts.may_leave:
        yield STAYS


def _grants(held: Sequence[Held], action: str) -> Iterator[Reason]:
    if not held:
        yield NO_GRANT
        return
    fitting = [grant for grant in held if action in grant.actions]
    if not fitting:
        yield NOT_THIS
    elif all(grant.uses_left is not None and grant.uses_left <= 0 for grant in fitting):
        yield USED_UP

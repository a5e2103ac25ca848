"""Whether somebody may open what a carrier holds: every reason against, default deny (6.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.rules.granting import LEAVING
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
FORGED = Reason(
    "forged_grant",
    _("Your grant is not as it was given, so it opens nothing. The office hears of it."),
)
KEYS_AWAY = Reason(
    "keys_away", _("The vault is sealed at present, so that no grant can be read. Come back later.")
)
REGRADED = Reason(
    "regraded", _("The grade has changed since your grant was given. Ask for a new one.")
)


# A look that was begun is counted already; that it was the last is no reason against its pages.
COUNTED = (USED_UP, BUDGET)


@dataclass(frozen=True)
class Held:
    """A grant in force as it bears on one carrier: what it allows, how many uses are left, and
    what is wrong with it, which leaves it without effect."""

    actions: Sequence[str]
    uses_left: int | None
    wrong: Reason | None = None


@dataclass(frozen=True)
class Facts:
    """Everything that the answer depends on."""

    is_administrator: bool
    is_closed: bool
    is_owner: bool
    knows: bool
    lacking: Sequence[Reason]
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
    yield from facts.lacking
    if not facts.is_owner:
        yield from _grants(facts.held, action)
    if action in LEAVING and not facts.may_leave:
        yield STAYS


def _grants(held: Sequence[Held], action: str) -> Iterator[Reason]:
    sound = [grant for grant in held if grant.wrong is None]
    if not sound:
        yield from dict.fromkeys(grant.wrong for grant in held if grant.wrong) or (NO_GRANT,)
        return
    fitting = [grant for grant in sound if action in grant.actions]
    if not fitting:
        yield NOT_THIS
    elif all(grant.uses_left is not None and grant.uses_left <= 0 for grant in fitting):
        yield USED_UP

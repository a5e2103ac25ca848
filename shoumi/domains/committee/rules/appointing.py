"""Who may be put into which seat, and by when a vacant one is filled (3.1, 4.M2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from shoumi.foundation.periods import WorkCalendar
from shoumi.kernel.access import Reason
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.rules import administrator_conflict

FILL_WORKDAYS = 10
SIGN_WORKDAYS = 20
# The director is set up with the organisation: nobody stands above him who could appoint him.
OFFERED = (
    Role.DEPUTY, Role.MEMBER, Role.CUSTODIAN, Role.OFFICE_HEAD, Role.OFFICE, Role.EXPERT,
)  # fmt: skip
OF_ONE = (Role.CUSTODIAN, Role.OFFICE_HEAD)

NOT_HERE = Reason("not_here", _("This person is not here on that day. Choose somebody else."))
HOLDS_IT = Reason("holds_it", _("This person holds that seat already on some of these days."))
ONESELF = Reason("oneself", _("Nobody appoints himself; another director must do it."))


@dataclass(frozen=True)
class Candidate:
    """How somebody stands to a seat on the days for which it is given: `held` are the roles that he
    holds then, `holds_it` whether this very seat is among them, `others` who else holds it."""

    role: str
    is_here: bool = True
    holds_it: bool = False
    held: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    replaces: bool = False


def objections(candidate: Candidate) -> list[Reason]:
    """Everything that speaks against it."""
    found = []
    if not candidate.is_here:
        found.append(NOT_HERE)
    conflict = administrator_conflict(candidate.role, candidate.held)
    if conflict is not None:
        found.append(Reason("administrators_apart", conflict))
    if candidate.holds_it:
        found.append(HOLDS_IT)
    if candidate.role in OF_ONE and candidate.others and not candidate.replaces:
        text = _("%(who)s holds this seat on some of these days. Tick that it passes on, and that "
                 "appointment ends the day before; or choose another first day.")  # fmt: skip
        found.append(Reason("held_by_another", text % {"who": _joined(candidate.others)}))
    return found


def _joined(names: Sequence[str]) -> str:
    return "、".join(names)


def fill_by(since: date, calendar: WorkCalendar) -> date:
    """By when the office has a vacant seat filled."""
    return calendar.add_workdays(since, FILL_WORKDAYS)


def sign_by(
    year: int, since: date, calendar: WorkCalendar, *, first_asked: date | None = None
) -> date:
    """By when somebody who holds a seat since that day signs the undertaking of a year: by the end
    of January, or twenty working days after he was appointed. Where no year before had one, it is
    twenty working days from `first_asked` at the earliest."""
    after = [calendar.add_workdays(since, SIGN_WORKDAYS)]
    if first_asked is not None:
        after.append(calendar.add_workdays(first_asked, SIGN_WORKDAYS))
    return max(date(year, 1, 31), *after)

"""Access at night: how long it lasts, by when and by whom it is looked at afterwards (6.2)."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from shoumi.foundation.periods import WorkCalendar
from shoumi.kernel.access import Reason

USUAL_MINUTES = 30
MOST_MINUTES = 60
# A delegate is named for a time, not for good.
LONGEST_DELEGATION = timedelta(days=92)

NOT_DELEGATE = Reason(
    "not_delegate",
    _("Only a delegate named beforehand opens this in an emergency. The head of the department or "
      "the leader in charge names one."),
)  # fmt: skip
USED_IT = Reason("used_it", _("Whoever used the emergency access doesn't review it."))
NAMED_HIM = Reason(
    "named_him", _("You named this delegate yourself. Somebody else of the office reviews it.")
)
REVIEWED = Reason("reviewed", _("This has been reviewed already."))


def review_by(opened_on: date, calendar: WorkCalendar) -> date:
    """The next working day after it was opened."""
    return calendar.add_workdays(opened_on, 1)


def against_reviewer(reviewer: object, used_by: object, named_by: object) -> list[Reason]:
    """Why this person, by key, may not review that use."""
    found = [USED_IT] if reviewer == used_by else []
    return [*found, NAMED_HIM] if reviewer == named_by else found

"""How much one person may open on one day, set by grade (6.2)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import Grade
from shoumi.domains.vault.models import DailyBudget
from shoumi.kernel.access import Actor
from shoumi.kernel.actions import NOTE, Invalid, action, require_said
from shoumi.kernel.activity import ledger

MOST = 10_000


@action("vault.set_daily_budget", label=_("Set the daily limit"), clauses=("6.2",), reads=True)
def set_daily_budget(grade: Grade, *, uses: int, note: str, by: Actor, at: datetime) -> DailyBudget:
    """From now on one person opens carriers of this grade so often on one day. Raises Invalid."""
    if not 1 <= uses <= MOST:
        raise Invalid("uses", _("Between 1 and %(most)s uses a day.") % {"most": MOST})
    note = require_said("note", note, NOTE, _("Say who decided this and why."))
    row = DailyBudget.objects.filter(grade=grade.code).first() or DailyBudget(grade=grade.code)
    row.uses = uses
    row.version += 1
    row.save()
    ledger.remark(note=note)
    return row

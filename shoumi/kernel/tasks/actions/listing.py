"""Taking the board of open tasks out of the house as a file."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.actions import action
from shoumi.kernel.activity import ledger


@action("tasks.take_list", label=_("Take the list of tasks"), clauses=("3.2",), reads=True)
def take_list(*, form: str, narrowed_by: str, by: Actor, at: datetime) -> None:
    """Leave an entry that the list was taken as a file, and how it was narrowed. Raises Refused."""
    ledger.remark(form=form, narrowed_by=narrowed_by)

"""Taking the members' records of service out of the house as a file (4.M1)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.actions import action
from shoumi.kernel.activity import ledger


@action("committee.take_service", label=_("Take the records of service"), clauses=("4.M1",),
        reads=True)  # fmt: skip
def take_service(*, form: str, narrowed_by: str, by: Actor, at: datetime) -> None:
    """Leave an entry that the list was taken as a file, and how it was narrowed. Raises Refused."""
    ledger.remark(form=form, narrowed_by=narrowed_by)

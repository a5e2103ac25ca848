"""Taking the list of receipts out of the house: to a file, or as a sheet to be signed."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.actions import action
from shoumi.kernel.delivery.models import Dispatch


@action("delivery.take_list", label=_("Take the list of receipts"), clauses=("3.2",),
        quiet=True, reads=True)  # fmt: skip
def take_list(dispatch: Dispatch, *, by: Actor, at: datetime) -> Dispatch:
    """Leave an entry that the list was taken."""
    return dispatch

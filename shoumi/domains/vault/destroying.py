"""What the calendar does for destructions: certify what is carried out, complete what is final.

Whatever a crash left between two steps is taken up here.
"""

from datetime import datetime

from shoumi.domains.vault.actions.destroying import certify_destruction, finish_destruction
from shoumi.domains.vault.destruction_facts import is_final
from shoumi.domains.vault.models import Destruction
from shoumi.kernel.access import Actor
from shoumi.kernel.storage.keys.shredding import finish_shredding


def go_on(*, by: Actor, at: datetime) -> int:
    """Take every destruction as far as it can go now; answers how many steps were taken. Raises
    Sealed, DiskFull."""
    carried_out = list(Destruction.objects.filter(state="destroying").order_by("pk"))
    if carried_out:
        finish_shredding(at=at)
    for one in carried_out:
        certify_destruction(one, by=by, at=at)
    waiting = Destruction.objects.filter(state="destroyed").order_by("pk")
    final = [one for one in waiting if is_final(one)]
    for one in final:
        finish_destruction(one, by=by, at=at)
    return len(carried_out) + len(final)

"""How a screen asks to record an anchor: always of the newest checkpoint."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.actions import Invalid
from shoumi.kernel.actions.activity import record_anchor
from shoumi.kernel.activity.models import Anchor, Checkpoint
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.log.forms import AnchorForm


def record_newest(**asked: Any) -> Anchor:
    """Raises Invalid before the keeper has signed anything."""
    newest = Checkpoint.objects.order_by("-id").first()
    if newest is None:
        raise Invalid("", _("The keeper has signed no checkpoint yet."))
    anchor: Anchor = record_anchor(checkpoint=newest, **asked)
    return anchor


acts.form(
    "activity.record_anchor",
    AnchorForm,
    record_newest,
    icon="link",
    lead=_("Give the newest checkpoint to somebody outside, then say here who keeps it."),
)

"""What the regime says of itself: an edition is in force (8.1)."""

from datetime import date

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control
from shoumi.kernel.records.models import Transition
from shoumi.regime.models import Edition


@control("regime.edition_in_force", title=_("An adopted edition of the regime is in force"))
def edition_in_force(as_of: date) -> Verdict:
    """8.1: adopted, and in force on the day."""
    edition = Edition.objects.in_force_on(as_of).order_by("-effective_on", "-pk").first()
    if edition is None:
        step = Step(_("Bring an edition into force"), "regime.editions")
        return Verdict(Status.BROKEN, t("No edition of the regime was in force."), step=step)
    adopted = Transition.objects.filter(record_id=edition.pk, to_state="in_force").first()
    evidence = Evidence(
        subject=f"regime.edition/{edition.pk}",
        label=str(edition),
        on=edition.effective_on,
        recorded_on=adopted.recorded_at.date() if adopted else None,
    )
    return Verdict(Status.KEPT, t("An adopted edition is in force."), (evidence,))

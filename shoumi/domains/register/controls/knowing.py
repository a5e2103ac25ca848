"""That each secret in force is open to named people only (4.2)."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.domains.register.controls.evidence import evidence_of, in_force, none_in_force
from shoumi.domains.register.models.secret import SecretQuerySet
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.controls import Status, Step, Verdict, control
from shoumi.kernel.records.models import Audience, Capacity


def without_audience(as_of: date) -> SecretQuerySet:
    """Secrets in force on that day that name nobody who may know them."""
    return in_force(as_of).exclude(_named(as_of))


def _named(as_of: date) -> Q:
    knowing = Audience.objects.at(as_of).filter(capacity=Capacity.KNOWS).order_by()
    return Q(pk__in=knowing.values("record_id").distinct())


@control("register.audience_named", title=_("Every secret names who may know it"), queries=5)
def audience_named(as_of: date) -> Verdict:
    """4.2: an audience of persons, posts or departments, never a whole company."""
    secrets = in_force(as_of).count()
    if not secrets:
        return none_in_force()
    nameless = secrets - in_force(as_of).filter(_named(as_of)).count()
    if nameless:
        because = ngettext(
            "%(count)s of %(all)s secrets in force has nobody in its audience.",
            "%(count)s of %(all)s secrets in force have nobody in their audience.",
            nameless,
        ) % {"count": nameless, "all": secrets}
        name = Step(_("Name who may know it"), "register.list", "missing=audience")
        return _broken(because, without_audience(as_of), name)
    companies = list(OrgUnit.objects.entities().values_list("pk", flat=True))
    # Named by what it is not, so that the few rows of whole companies are found by their unit.
    opened = Audience.objects.at(as_of).filter(org_unit_id__in=companies)
    opened = opened.exclude(capacity__in=[Capacity.KEEPS, Capacity.DECIDES])
    open_to_all = in_force(as_of).filter(pk__in=opened.order_by().values("record_id"))
    too_wide = open_to_all.count()
    if too_wide:
        because = ngettext(
            "%(count)s secret in force is open to a whole company.",
            "%(count)s secrets in force are open to a whole company.",
            too_wide,
        ) % {"count": too_wide}
        return _broken(because, open_to_all, Step(_("Narrow the audience"), "register.list"))
    because = t("Each of the %(count)s secrets in force names who may know it.")
    return Verdict(Status.KEPT, because % {"count": secrets}, evidence_of(in_force(as_of), "-pk"))


def _broken(because: str, secrets: SecretQuerySet, step: Step) -> Verdict:
    return Verdict(Status.BROKEN, because, evidence_of(secrets, "effective_on"), step=step)

"""What appointments prove: the director, a custodian in every department, administrators apart."""

from datetime import date

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.kernel.accounts.models import Appointment, OrgUnit, Role
from shoumi.kernel.accounts.models.posts import ADMINISTRATORS
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control

APPOINT = Step(_("Appoint somebody"), "people.organisation")


def _evidence(appointment: Appointment) -> Evidence:
    return Evidence(
        subject=f"accounts.appointment/{appointment.pk}",
        label=str(appointment.post),
        on=appointment.from_on,
        recorded_on=appointment.recorded_at.date(),
    )


@control("accounts.chair_appointed", title=_("One director of the committee is in office"))
def chair_appointed(as_of: date) -> Verdict:
    """3.1: exactly one director."""
    chairs = list(
        Appointment.objects.at(as_of)
        .filter(post__role=Role.CHAIR, post__org_unit__kind=OrgUnit.Kind.COMPANY)
        .select_related("post__org_unit")
    )
    evidence = tuple(_evidence(chair) for chair in chairs)
    if not chairs:
        return Verdict(Status.BROKEN, t("Nobody is appointed director."), step=APPOINT)
    if len(chairs) > 1:
        end = Step(_("End one appointment"), "people.organisation")
        return Verdict(Status.BROKEN, t("More than one director is appointed."), evidence, step=end)
    return Verdict(Status.KEPT, t("One director is in office."), evidence)


@control(
    "accounts.custodian_in_every_department",
    title=_("Every department has a confidentiality administrator"),
)
def custodian_in_every_department(as_of: date) -> Verdict:
    """3.1: each department names somebody of its own."""
    departments = list(OrgUnit.objects.at(as_of).filter(kind=OrgUnit.Kind.DEPARTMENT))
    if not departments:
        return Verdict(
            Status.UNKNOWN,
            t("No department has been entered yet."),
            step=Step(_("Enter the departments"), "people.organisation"),
        )
    appointments = list(
        Appointment.objects.at(as_of)
        .filter(post__role=Role.CUSTODIAN)
        .select_related("post__org_unit")
    )
    served = {one.post.org_unit_id for one in appointments}
    without = [unit for unit in departments if unit.pk not in served]
    evidence = tuple(_evidence(one) for one in appointments)
    if without:
        because = ngettext(
            "%(count)s of %(all)s departments has no confidentiality administrator.",
            "%(count)s of %(all)s departments have no confidentiality administrator.",
            len(without),
        ) % {"count": len(without), "all": len(departments)}
        gaps = tuple(Evidence(f"accounts.orgunit/{unit.pk}", str(unit)) for unit in without)
        return Verdict(Status.BROKEN, because, gaps + evidence, step=APPOINT)
    return Verdict(Status.KEPT, t("Every department has one."), evidence)


@control(
    "accounts.administrators_apart",
    title=_("System, secrecy and audit administrator are three people"),
)
def administrators_apart(as_of: date) -> Verdict:
    """6.2: nobody runs the system, keeps its secrets and audits it at once."""
    appointments = list(
        Appointment.objects.at(as_of)
        .filter(post__role__in=ADMINISTRATORS)
        .select_related("post__org_unit")
    )
    evidence = tuple(_evidence(one) for one in appointments)
    vacant = ADMINISTRATORS - {one.post.role for one in appointments}
    if vacant:
        names = ", ".join(sorted(str(Role(role).label) for role in vacant))
        because = t("Not appointed: %(posts)s.") % {"posts": names}
        return Verdict(Status.BROKEN, because, evidence, step=APPOINT)
    if len({one.person_id for one in appointments}) < len(appointments):
        because = t("One person holds more than one of the posts.")
        return Verdict(Status.BROKEN, because, evidence, step=APPOINT)
    return Verdict(Status.KEPT, t("Three different people hold the three posts."), evidence)

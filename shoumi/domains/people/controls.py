"""That whoever may know a secret holds what is required (4.2, 4.3)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.domains.people.duty import required_on
from shoumi.domains.people.models import Qualification
from shoumi.domains.people.rules import Kind
from shoumi.kernel.accounts.models import Appointment, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control
from shoumi.kernel.records.models import Audience, Capacity

SHOWN = 20


def knowers(day: date) -> Q:
    """Persons named in some audience on that day: themselves, by post or by unit. One query."""
    rows = Audience.objects.at(day).filter(capacity=Capacity.KNOWS).order_by()
    posts = rows.filter(post__isnull=False).values("post_id")
    held = Appointment.objects.at(day).filter(post_id__in=posts).values("person_id")
    found = Q(pk__in=rows.filter(person__isnull=False).values("person_id")) | Q(pk__in=held)
    units = rows.filter(org_unit__isnull=False).values_list("org_unit__path", flat=True)
    for path in sorted(set(units)):
        found |= Q(org_unit__path__startswith=path)
    return found


def without(kind: Kind, day: date) -> Q:
    """Of persons: that nothing of this kind which they hold counts on that day."""
    held = Exists(
        Qualification.objects.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=day),
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
            person_id=OuterRef("pk"), kind=kind, from_on__lte=day,
        )
    )  # fmt: skip
    return ~Q(held)


@control("people.knowers_qualified", title=_("Who may know has signed and was trained"), queries=6)
def knowers_qualified(as_of: date) -> Verdict:
    """4.2, 4.3: everybody in an audience holds a valid agreement and training, where required."""
    required = required_on(as_of)
    step = Step(_("See what is required"), "people.requirements")
    if not required:
        because = t("Not yet required: neither an agreement nor training by that day.")
        return Verdict(Status.NOT_APPLICABLE, because, step=step)
    persons = Person.objects.active(as_of).filter(knowers(as_of))
    count = persons.count()
    if not count:
        return Verdict(Status.UNKNOWN, t("Nobody is in an audience on that day."), step=step)
    lacks = Q()
    for kind in required:
        lacks |= without(kind, as_of)
    bare = persons.filter(lacks)
    missing = bare.count()
    if missing:
        because = ngettext(
            "%(count)s of %(all)s who may know a secret lacks what is required.",
            "%(count)s of %(all)s who may know a secret lack what is required.",
            missing,
        ) % {"count": missing, "all": count}
        return Verdict(Status.BROKEN, because, _evidence(bare), step=step)
    because = t("All %(count)s who may know a secret hold what is required.")
    return Verdict(Status.KEPT, because % {"count": count}, _held(persons, as_of))


def _evidence(persons: Iterable[Person]) -> tuple[Evidence, ...]:
    """Who lacks it, by staff number: names stand on the person's page."""
    return tuple(
        Evidence(f"accounts.person/{one.pk}", one.staff_number, on=one.from_on)
        for one in list(persons)[:SHOWN]
    )


def _held(persons: Iterable[Person], day: date) -> tuple[Evidence, ...]:
    rows = Qualification.objects.filter(person__in=persons, from_on__lte=day)
    newest = rows.order_by("-from_on", "-pk")[:SHOWN]
    return tuple(
        Evidence(
            f"accounts.person/{row.person_id}", row.basis, on=row.from_on,
            recorded_on=local_day(row.recorded_at),
        )
        for row in newest
    )  # fmt: skip

"""Persons, and the posts they are appointed to (3.1)."""

import secrets
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Person, Post
from shoumi.kernel.accounts.rules import administrator_conflict
from shoumi.kernel.accounts.standing import forget
from shoumi.kernel.actions import Invalid, Refused, action


@action("accounts.add_person", label=_("Add a person"), clauses=("6.3",))
def add_person(
    *,
    staff_number: str,
    name: str,
    org_unit: OrgUnit,
    from_on: date,
    name_en: str = "",
    email: str = "",
    mobile: str = "",
    by: Actor,
    at: datetime,
) -> Person:
    """Enter a person, who may have no account. Raises Invalid."""
    if not name.strip():
        raise Invalid("name", _("Give the person's name."))
    if Person.objects.filter(staff_number=staff_number).exists():
        raise Invalid("staff_number", _("This staff number is taken by another person."))
    person = Person(
        staff_number=staff_number,
        name=name.strip(),
        name_en=name_en.strip(),
        org_unit=org_unit,
        email=email,
        mobile=mobile,
        from_on=from_on,
        pseudonym=secrets.token_hex(16),
    )
    person.save()
    return person


@action("accounts.end_person", label=_("Record that a person has left"), clauses=("6.3",))
def end_person(person: Person, *, on: date, by: Actor, at: datetime) -> Person:
    """From that day on the person may do and see nothing; posts held, and those to come, end."""
    if on < person.from_on:
        raise Invalid("on", _("Nobody leaves before the first day."))
    for held in Appointment.objects.within(on, None).filter(person=person):
        held.until_on = max(on, held.from_on)
        held.save()
    person.until_on = on
    person.save()
    forget(person)
    return person


@action("accounts.appoint", label=_("Appoint to a post"), clauses=("3.1",))
def appoint(
    *,
    person: Person,
    post: Post,
    from_on: date,
    until_on: date | None = None,
    letter: str = "",
    by: Actor,
    at: datetime,
) -> Appointment:
    """Appoint from a day on. System, secrecy and audit administrator are three people, and none
    of them holds a post that reads content. Raises Invalid, Refused."""
    if until_on is not None and until_on <= from_on:
        raise Invalid("until_on", _("The appointment must end after it begins."))
    if from_on < person.from_on:
        raise Invalid("from_on", _("The person was not here yet on that day."))
    if not person.is_active(from_on):
        raise Invalid("person", _("This person is not here any more on that day."))
    held = Appointment.objects.within(from_on, until_on).filter(person=person)
    conflict = administrator_conflict(post.role, list(held.values_list("post__role", flat=True)))
    if conflict is not None:
        raise Refused(Reason("administrators_apart", conflict))
    if held.filter(post=post).exists():
        raise Invalid("post", _("This person holds that post already."))
    appointment = Appointment(
        person=person, post=post, from_on=from_on, until_on=until_on, letter=letter, recorded_at=at
    )
    appointment.save()
    forget(person)
    return appointment


@action("accounts.end_appointment", label=_("End the appointment"), clauses=("3.1",))
def end_appointment(appointment: Appointment, *, on: date, by: Actor, at: datetime) -> Appointment:
    """End it on a day, never later than it ends already; the past stays. Raises Invalid."""
    if on < appointment.from_on:
        raise Invalid("on", _("The appointment can't end before it began."))
    if appointment.until_on is not None and on > appointment.until_on:
        raise Invalid("on", _("It ends before that day already. Appoint anew to go on."))
    appointment.until_on = on
    appointment.save()
    forget(appointment.person)
    return appointment

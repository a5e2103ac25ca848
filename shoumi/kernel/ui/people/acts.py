"""How a screen asks for changes of the organisation, its people and their accounts."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts import actions
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import ActForm
from shoumi.kernel.ui.people.forms import (
    AbsenceForm,
    AppointForm,
    NewPersonForm,
    OnForm,
    OpenAccountForm,
    PostForm,
    UnitForm,
)


def to_person(person: Person) -> str:
    return reverse("people.person", args=[person.pk])


def to_unit(unit: OrgUnit) -> str:
    return reverse("people.unit", args=[unit.pk])


acts.form("accounts.add_unit", UnitForm, actions.add_unit, icon="plus", onward=to_unit)
acts.form("accounts.add_post", PostForm, actions.add_post, icon="plus",
          onward=lambda post: to_unit(post.org_unit))  # fmt: skip
acts.form("accounts.add_person", NewPersonForm, actions.add_person, icon="plus", onward=to_person)
acts.form("accounts.appoint", AppointForm, actions.appoint, icon="certificate",
          onward=lambda appointment: to_person(appointment.person))  # fmt: skip
acts.form("accounts.end_unit", OnForm, actions.end_unit, icon="ban", danger=True,
          fits=lambda unit: unit.ended_on is None)  # fmt: skip
acts.form("accounts.end_appointment", OnForm, actions.end_appointment, icon="ban", danger=True,
          fits=lambda appointment: appointment.until_on is None)  # fmt: skip
acts.form("accounts.end_person", OnForm, actions.end_person, icon="logout", danger=True,
          fits=lambda person: person.until_on is None,
          lead=_("Posts end on that day too. Close the account as well."))  # fmt: skip
acts.form(
    "accounts.declare_absence",
    AbsenceForm,
    actions.declare_absence,
    icon="calendar",
    lead=_("The deputy decides in this person's place from the first day to the last."),
)
acts.form("accounts.withdraw_absence", ActForm, actions.withdraw_absence, icon="x",
          fits=lambda absence: not absence.withdrawn)  # fmt: skip
acts.form("accounts.open_account", OpenAccountForm, actions.open_account, icon="key",
          lead=_("A first password is made and shown to you once; it must be changed at the first "
                 "sign-in."))  # fmt: skip
acts.form(
    "accounts.reset_password",
    ActForm,
    actions.reset_password,
    icon="refresh",
    lead=_("A new first password is made and shown to you once. All sign-ins end."),
)
acts.form("accounts.close_account", ActForm, actions.close_account, icon="ban", danger=True,
          lead=_("Nobody can sign in with it any more. All sign-ins end."))  # fmt: skip

NEW = ("accounts.add_unit", "accounts.add_post", "accounts.add_person", "accounts.appoint")
OF_UNIT = ("accounts.end_unit",)
OF_PERSON = (
    "accounts.declare_absence",
    "accounts.end_person",
    "accounts.open_account",
    "accounts.reset_password",
    "accounts.close_account",
)
WITH_PASSWORD = ("accounts.open_account", "accounts.reset_password")

"""What the register's forms offer to choose from."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.catalogue import information
from shoumi.domains.register.models import Grade, ScopeEntry
from shoumi.domains.register.scoping import entries_for
from shoumi.kernel.accounts.models import OrgUnit, Person, Post
from shoumi.kernel.accounts.reach import units_within_reach
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts import ActForm, PersonField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Pairs = list[tuple[str, str]]


def information_types() -> list[tuple[str, str | Pairs]]:
    """The catalogue's types under their groups, as a select wants them."""
    known = information()
    found: list[tuple[str, str | Pairs]] = [("", str(_("Choose the kind of information")))]
    for group in known.groups.values():
        kinds = [(one.code, str(one.name)) for one in known.types_of(group.code)]
        found.append((str(group.name), kinds))
    return found


def secret_grades() -> Pairs:
    """The grades that a secret may be given, the gravest first."""
    return [(grade.code, str(grade)) for grade in Grade.objects.in_use().secret().order_by("rank")]


def offer_entries(
    form: ActForm, unit: OrgUnit, none: "StrOrPromise", field: str = "scope_entry"
) -> dict[str, ScopeEntry]:
    """Offer the entries of the scope catalogue that holds for a unit, and none of them; without a
    catalogue nothing is asked. Answers the entries by the value that stands for each."""
    entries = {str(one.pk): one for one in entries_for(unit, local_day(form.at))}
    if entries:
        form.offer(field, [("", none), *((key, str(one)) for key, one in entries.items())])
    else:
        del form.fields[field]
    return entries


def nameable_units(person: Person, at: datetime) -> "QuerySet[OrgUnit]":
    """Departments; a whole company is not a need to know (4.2)."""
    found: QuerySet[OrgUnit] = units_within_reach(person, at).filter(
        ended_on__isnull=True, kind=OrgUnit.Kind.DEPARTMENT
    )
    return found


def nameable_posts(person: Person, at: datetime) -> "QuerySet[Post]":
    reach = units_within_reach(person, at).filter(ended_on__isnull=True)
    return Post.objects.filter(org_unit__in=reach, ended_on__isnull=True).select_related("org_unit")


class WhomFields(ActForm):
    """Names one person, or the holders of a post, or a department; never “all” (4.2)."""

    who = PersonField(label=_("A person"), required=False)
    post = forms.ModelChoiceField(
        Post.objects.none(),
        label=_("or whoever holds a post"),
        required=False,
        empty_label=_("No post"),
    )
    org_unit = forms.ModelChoiceField(
        OrgUnit.objects.none(),
        label=_("or a department"),
        required=False,
        empty_label=_("No department"),
    )

    def prepare(self) -> None:
        self.offer("post", nameable_posts(self.person, self.at))
        self.offer("org_unit", nameable_units(self.person, self.at))

    def named_by_field(self) -> dict[str, Person | Post | OrgUnit]:
        """Whom each of the three fields names; an empty one is left out."""
        said: dict[str, Any] = self.cleaned_data
        return {name: said[name] for name in ("who", "post", "org_unit") if said.get(name)}

    def named(self) -> list[Person | Post | OrgUnit]:
        return list(self.named_by_field().values())


class OneNamed(WhomFields):
    """Exactly one of the three; `whom` is what the action wants."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = self.named()
        if len(named) != 1 and not self.errors:
            raise ValidationError(_("Name one person, or one post, or one department."))
        for name in ("who", "post", "org_unit"):
            cleaned.pop(name, None)
        return cleaned | ({"whom": named[0]} if len(named) == 1 else {})

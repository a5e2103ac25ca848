"""The tree of units, and the posts in it."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import OrgUnit, Post, Role
from shoumi.kernel.actions import Invalid, action


@action("accounts.found_company", label=_("Found the company"), clauses=("7.3",))
def found_company(
    *, code: str, name: str, name_en: str = "", letterhead: str = "", by: Actor, at: datetime
) -> OrgUnit:
    """The root of the tree. Raises Invalid if there is one already."""
    if OrgUnit.objects.exists():
        raise Invalid("", _("There is a company here already."))
    unit = OrgUnit(
        kind=OrgUnit.Kind.COMPANY,
        code=code,
        name=name,
        name_en=name_en,
        letterhead=letterhead or name,
    )
    return _place(unit, None)


@action("accounts.add_unit", label=_("Add a unit"), clauses=("3.1",))
def add_unit(
    *,
    parent: OrgUnit,
    kind: str,
    code: str,
    name: str,
    name_en: str = "",
    letterhead: str = "",
    number_word: str = "",
    number_start: int = 1,
    since: date | None = None,
    by: Actor,
    at: datetime,
) -> OrgUnit:
    """A department, or an affiliate with letterhead and numbers of its own. Without `since` it
    counts as having stood always. Raises Invalid."""
    if not name.strip():
        raise Invalid("name", _("Give the unit a name."))
    if kind == OrgUnit.Kind.COMPANY:
        raise Invalid("kind", _("There is one company; add an affiliate or a department."))
    if kind == OrgUnit.Kind.AFFILIATE and not parent.is_entity:
        raise Invalid("parent", _("An affiliate stands below a company or an affiliate."))
    if OrgUnit.objects.filter(code=code).exists():
        raise Invalid("code", _("This code is taken by another unit."))
    unit = OrgUnit(
        parent=parent,
        kind=kind,
        code=code,
        name=name.strip(),
        name_en=name_en.strip(),
        letterhead=letterhead,
        number_word=number_word,
        number_start=number_start,
        since=since,
    )
    return _place(unit, parent)


def _place(unit: OrgUnit, parent: OrgUnit | None) -> OrgUnit:
    """Save the unit with its path, which needs its own key first."""
    unit.path = f"new:{unit.code}"
    unit.save()
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.entity_id = unit.pk if unit.is_entity or parent is None else parent.entity_id
    unit.save()
    return unit


@action("accounts.end_unit", label=_("Dissolve the unit"), clauses=("3.1",))
def end_unit(unit: OrgUnit, *, on: date, by: Actor, at: datetime) -> OrgUnit:
    """Dissolve a unit from a day on. Raises Invalid while somebody still belongs to it."""
    if unit.persons.active(on).exists() or unit.children.filter(ended_on__isnull=True).exists():
        raise Invalid("", _("Move the people and units below it elsewhere first."))
    unit.ended_on = on
    unit.save()
    return unit


@action("accounts.add_post", label=_("Add a post"), clauses=("3.1",))
def add_post(*, org_unit: OrgUnit, role: str, title: str = "", by: Actor, at: datetime) -> Post:
    """A post in a unit; of each governing role there is one post a unit. Raises Invalid."""
    if role not in Role.values:
        raise Invalid("role", _("Choose one of the roles offered."))
    if role == Role.JOB and not title.strip():
        raise Invalid("title", _("Give the post a title."))
    if role != Role.JOB and Post.objects.filter(org_unit=org_unit, role=role).exists():
        raise Invalid("role", _("This unit has that post already."))
    post = Post(org_unit=org_unit, role=role, title=title.strip())
    post.save()
    return post

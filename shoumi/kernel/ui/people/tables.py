"""The list of persons."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Appointment, Person
from shoumi.kernel.accounts.reach import persons_within_reach
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.components import person_chip
from shoumi.kernel.ui.tables import Column, Search, Table
from shoumi.kernel.ui.tables.columns import DASH


def posts_of(person: Any) -> str:
    return str(_("; ")).join(post_words(one.post) for one in person.held)


def posts_shown(person: Any) -> SafeString | str:
    """One post to a line."""
    lines = format_html_join(
        SafeString("<br>"), "{}", ((post_words(one.post),) for one in person.held)
    )
    return lines or DASH


def post_words(post: Any) -> str:
    """A post by its title or role, with its unit."""
    title = post.title or post.get_role_display()
    return str(_("%(post)s (%(unit)s)") % {"post": title, "unit": post.org_unit})


def name_of(person: Person) -> SafeString:
    other = person.name if person.display_name == person.name_en else person.name_en
    return format_html("{}", person_chip(person.display_name, other))


class PersonsTable(Table):
    name = "persons"
    label = _("Persons")
    sort = "number"
    empty_body = _("Add the first person, or bring in a list.")
    columns = [
        Column("name", _("Full name"), show=name_of, sort="name",
               link=lambda row: reverse("people.person", args=[row.pk])),
        Column("number", _("Staff number"), value="staff_number", sort="staff_number"),
        Column("unit", _("Unit"), value="org_unit", sort="org_unit__path"),
        Column("posts", _("Posts today"), value=posts_of, show=posts_shown),
        Column("from_on", _("Here since"), sort="from_on"),
        Column("until_on", _("Left on"), sort="until_on", shown=False),
    ]  # fmt: skip
    filters = [
        Search(
            "q",
            _("Name, staff number or unit"),
            fields=["name", "name_en", "staff_number", "org_unit__name", "org_unit__name_en"],
        ),
    ]


def persons_shown(person: Person, at: datetime) -> Any:
    """Whom the list shows, with the posts they hold today."""
    held = Appointment.objects.at(local_day(at)).select_related("post__org_unit")
    return (
        persons_within_reach(person, at)
        .select_related("org_unit")
        .prefetch_related(Prefetch("appointments", queryset=held, to_attr="held"))
    )

"""The list of people and the tree of units come in as tables."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.imports.actions import import_people, import_units
from shoumi.kernel.accounts.imports.people import PEOPLE
from shoumi.kernel.accounts.imports.units import UNITS, listing
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.ui.imports import ImportScreen


def units_there(person: Person, at: datetime) -> bytes:
    """Every unit, as the table to edit and bring back."""
    return listing()


PEOPLE_SCREEN = ImportScreen(
    importer=PEOPLE,
    action="accounts.import_people",
    apply=import_people,
    back="people.persons",
    back_label=_("Persons"),
    lead=_("A whole list of people at once, with the units and posts they hold. Bring in the units "
           "first."),
)  # fmt: skip
UNITS_SCREEN = ImportScreen(
    importer=UNITS,
    action="accounts.import_units",
    apply=import_units,
    back="people.organisation",
    back_label=_("Organisation"),
    lead=_("Company, affiliates and departments at once, each below the one above it."),
    existing=units_there,
)

"""The scope catalogue's annex lists what is protected; in force, secrets stand under its
entries."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import governing
from shoumi.domains.policies.models import Edition, Rule
from shoumi.domains.register import actions as register
from shoumi.domains.register.catalogue import (
    BadCatalogue,
    Entry,
    Level,
    Section,
    read_entries,
    starter_table,
)
from shoumi.domains.register.models import ScopeEntry
from shoumi.kernel.accounts.house import HOUSE

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

UNBROKEN = "\N{NON-BREAKING HYPHEN}"
SORT = Rule.Sort.SCOPE_CATALOGUE
LEVELS = {
    Level.CORE: _("Core"),
    Level.IMPORTANT: _("Important"),
    Level.ORDINARY: _("Ordinary"),
    Level.INTERNAL: _("Internal, no trade secret"),
}


def first() -> dict[str, Any]:
    """Our own list."""
    return starter_table()


def entries_of(annex: Mapping[str, Any]) -> tuple[Entry, ...]:
    """Those of an annex by their codes. Raises BadCatalogue."""
    return read_entries(Section("annex", annex)) if annex else ()


def objects(annex: Mapping[str, Any]) -> "StrOrPromise | None":
    """Against what is no list of entries, too long, or bears the mark of a state secret."""
    try:
        entries_of(annex)
    except BadCatalogue:
        return _("This is no list of entries, is too long, or bears the mark of a state secret.")
    return None


def lacks(edition: Edition, _day: date) -> "Iterator[StrOrPromise]":
    if not entries_of(edition.annex):
        yield _("The scope catalogue has no entry yet. Write one, or begin with our list.")


def told(edition: Edition) -> governing.Annexed | None:
    return governing.Annexed(
        title=t("What is protected"),
        columns=(
            t("Number"), t("Kind of information"), t("What is covered"), t("Departments"),
            t("Usual grade"), t("Note"),
        ),
        rows=[
            (
                one.code.replace("-", UNBROKEN), f"{one.group.category.name} · {one.name}",
                str(one.covers), str(one.departments or ""), str(LEVELS[one.level]),
                str(one.note or ""),
            )
            for one in entries_of(edition.annex)
        ],
        widths=(0.95, 1.35, 2.4, 1.0, 0.9, 1.8),
    )  # fmt: skip


def follow(edition: Edition, on: date, at: datetime) -> None:
    register.follow_catalogue(
        entity=edition.rule.entity, edition=edition, entries=edition.annex, on=on, by=HOUSE, at=at
    )


def lapse(edition: Edition, on: date, at: datetime) -> None:
    if ScopeEntry.objects.filter(edition=edition.pk, until_on=None).exists():
        register.end_catalogue(entity=edition.rule.entity, on=on, by=HOUSE, at=at)

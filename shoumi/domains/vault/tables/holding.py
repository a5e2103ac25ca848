"""Carriers, grants, disclosures and requests for teams as lists: only what this person may see."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.tables import PAPERS
from shoumi.domains.vault.models import Carrier, Grant, TeamRequest
from shoumi.domains.vault.rules.disclosing import DISCLOSURE
from shoumi.domains.vault.rules.flows import CARRIER, GRANT, TEAM
from shoumi.kernel.controls.days import until
from shoumi.kernel.ui.components import Tone
from shoumi.kernel.ui.tables import Choice, Column, Search, Table, state_choice, state_column

_CARRIER_TONES = {"held": Tone.GOOD, "lent": Tone.WAITING, "in_repair": Tone.WAITING,
                  "destroyed": Tone.NEUTRAL}  # fmt: skip
_GRANT_TONES = {"requested": Tone.WAITING, "active": Tone.GOOD, "refused": Tone.BAD,
                "revoked": Tone.BAD, "suspect": Tone.BAD, "given": Tone.GOOD}  # fmt: skip

_DISCLOSURE_TONES = {"requested": Tone.WAITING, "cleared": Tone.WAITING, "open": Tone.GOOD,
                     "refused": Tone.BAD, "revoked": Tone.BAD}  # fmt: skip


def _link(name: str) -> Callable[[Any], str]:
    return lambda row: reverse(name, args=[row.pk])


class Carriers(Table):
    name = "carriers"
    label = _("Carriers")
    columns = [
        Column("number", _("Number"), sort="number", link=_link("vault.carrier")),
        Column("title", _("Name of the carrier"), sort="title", link=_link("vault.carrier")),
        Column("form", _("What it is"), value=lambda row: row.get_form_display()),
        Column("whereabouts", _("Where it is")),
        Column("holder", _("Who keeps it"), value="holder"),
        state_column(CARRIER, _CARRIER_TONES),
        Column("back", _("Back by"), value="due_on", sort="due_on"),
        Column("unit", _("Department"), value="org_unit"),
    ]
    export_action = "vault.print_ledger"
    papers = PAPERS
    filters = [
        Search("q", _("Number or name"), fields=("number", "title", "whereabouts")),
        state_choice(CARRIER),
        Choice("medium", _("Electronic or physical"), options=list(Carrier.Medium.choices)),
        Search("secret", _("Secret"), fields=("secret__number", "secret__title")),
        Search("department", _("Department"), fields=("org_unit__name", "org_unit__name_en")),
    ]
    sort = "-number"
    empty_title = _("No carriers here yet")
    empty_body = _("Open a secret in force and enter what carries it: a file, a disk, a paper.")


class Grants(Table):
    name = "grants"
    label = _("Grants")
    columns = [
        Column("number", _("Number"), sort="number", link=_link("vault.grant")),
        Column("secret", _("Secret"), value="title"),
        Column("grantee", _("For whom"), value="grantee"),
        Column("purpose", _("What for")),
        Column("project", _("Project"), shown=False),
        Column("until", _("Until"), value=lambda row: until(row.ends_at), sort="ends_at"),
        state_column(GRANT, _GRANT_TONES),
    ]
    filters = [
        Search("q", _("Number or name"), fields=("number", "title", "purpose", "project")),
        state_choice(GRANT),
    ]
    sort = "-number"
    empty_title = _("No grants here yet")
    empty_body = _("Open a secret that you need for your work and ask for access to its carriers.")


class Disclosures(Table):
    name = "disclosures"
    label = _("Given to partners")
    columns = [
        Column("number", _("Number"), sort="number", link=_link("vault.disclosure")),
        Column("secret", _("Secret"), value="title"),
        Column("partner", _("Partner")),
        Column("purpose", _("What for")),
        Column("way", _("How it is given"), value=lambda row: row.get_way_display()),
        Column("until", _("Until"), value="due_on", sort="due_on"),
        state_column(DISCLOSURE, _DISCLOSURE_TONES),
    ]
    filters = [
        Search("q", _("Number or name"), fields=("number", "title", "partner")),
        state_choice(DISCLOSURE),
    ]
    sort = "-number"
    empty_title = _("Nothing was given to partners yet")
    empty_body = _("Open a secret whose file a partner needs, and put it to review.")


class Teams(Table):
    name = "teams"
    label = _("Requests for teams")
    columns = [
        Column("number", _("Number"), sort="number", link=_link("vault.team")),
        Column("secret", _("Secret"), value="title"),
        Column("project", _("Project")),
        Column("asked_by", _("Asked for by"), value="created_by"),
        Column("until", _("Until"), value=lambda row: until(row.ends_at), sort="ends_at"),
        state_column(TEAM, _GRANT_TONES),
    ]
    filters = [
        Search("q", _("Number or name"), fields=("number", "title", "project")),
        state_choice(TEAM),
    ]
    sort = "-number"
    empty_title = _("No requests for teams here yet")
    empty_body = _("Open the secret that a project works with and ask for its whole team at once.")


_RELATED: dict[type, tuple[str, ...]] = {
    Carrier: ("holder", "org_unit"), Grant: ("grantee",), TeamRequest: ("created_by",),
}  # fmt: skip


def visible(model: type[Carrier | Grant | TeamRequest], person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.visible_to(person, at).select_related(*_RELATED[model])
    return rows


SHOWN = {Carrier: Carriers, Grant: Grants, TeamRequest: Teams}

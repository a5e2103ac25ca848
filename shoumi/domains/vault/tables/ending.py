"""Destructions and stocktakings as lists: only what this person may see."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import Destruction, Stocktaking
from shoumi.domains.vault.rules.counting import STOCKTAKING
from shoumi.domains.vault.rules.destroying import DESTRUCTION
from shoumi.kernel.ui.components import Tone
from shoumi.kernel.ui.tables import Column, Search, Table, state_choice, state_column

TONES = {
    "requested": Tone.WAITING, "approved": Tone.WAITING, "destroying": Tone.WAITING,
    "destroyed": Tone.GOOD, "final": Tone.GOOD, "refused": Tone.BAD, "open": Tone.INFO,
    "closed": Tone.WAITING, "signed": Tone.GOOD,
}  # fmt: skip


def _at(name: str, row: Any) -> str:
    return reverse(name, args=[row.pk])


class Destructions(Table):
    name = "destructions"
    label = _("Destructions")
    columns = [
        Column(
            "number", _("Number"), sort="number", link=lambda row: _at("vault.destruction", row)
        ),
        Column("secret", _("Secret"), value="title"),
        Column("method", _("How"), value=lambda row: row.get_method_display()),
        Column("count", _("Carriers"), value="how_many"),
        Column("done", _("Carried out on"), value="done_on", sort="done_on"),
        state_column(DESTRUCTION, TONES),
    ]
    filters = [
        Search("q", _("Number or name"), fields=("number", "title", "reason")),
        state_choice(DESTRUCTION),
    ]
    sort = "-number"
    empty_title = _("Nothing has been destroyed yet")
    empty_body = _("Open a carrier, or a secret that has ended, and ask to destroy it there.")


class Stocktakings(Table):
    name = "stocktakings"
    label = _("Stocktakings")
    columns = [
        Column(
            "number", _("Number"), sort="number", link=lambda row: _at("vault.stocktaking", row)
        ),
        Column("unit", _("Department"), value="org_unit"),
        Column("opened", _("Count opened on"), value="opened_on", sort="opened_on"),
        Column("closed", _("Closed on"), value="closed_on"),
        Column("count", _("Carriers"), value="how_many"),
        Column("missing", _("Still missing"), value="lost"),
        state_column(STOCKTAKING, TONES),
    ]
    filters = [
        Search("q", _("Number or department"), fields=("number", "title")),
        state_choice(STOCKTAKING),
    ]
    sort = "-number"
    empty_title = _("No stocktaking yet")
    empty_body = _("Once a year each department counts its carriers. Open the first one.")


def destructions(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = Destruction.objects.visible_to(person, at)
    counted: QuerySet[Any] = rows.annotate(how_many=Count("items"))
    return counted


def stocktakings(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = Stocktaking.objects.visible_to(person, at).select_related("org_unit")
    lost = Q(lines__result="missing", lines__cleared_on=None)
    counted: QuerySet[Any] = rows.annotate(
        how_many=Count("lines"), lost=Count("lines", filter=lost)
    )
    return counted

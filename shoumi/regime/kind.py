"""How an edition of the regime shows itself on the house's one record page."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import may
from shoumi.kernel.records import kinds
from shoumi.regime import beside
from shoumi.regime.editions.catalogue import titles_of
from shoumi.regime.facts import is_before_committee
from shoumi.regime.flow import FLOW
from shoumi.regime.models import Clause, Edition


@dataclass(frozen=True)
class Bound:
    """A clause with the questions it asks; `url` leads to binding it, where that may be done, and
    the others to writing it anew and to striking it out."""

    clause: Clause
    questions: tuple[str, ...]
    url: str
    words_url: str
    strike_url: str


def page(edition: Any, person: Any, at: datetime) -> dict[str, Any]:
    """The clauses with what each is bound to, those struck out of the draft, and what the reader of
    the text pointed out."""
    rows = list(edition.clauses.select_related("confirmed_by"))
    clauses = [one for one in rows if not one.struck]
    struck = {one.ident: one for one in rows if one.struck}
    is_draft = edition.state == "draft"
    binds = is_draft and may(person, "regime.bind", edition, at)
    bound = [_bound(edition, clause, binds, len(clauses) > 1) for clause in clauses]
    waiting = [clause for clause in clauses if clause.confirmed_at is None]
    english = not (get_language() or "zh").startswith("zh")
    return {
        "articles": [
            (some[0].clause, some)
            for _number, group in groupby(bound, key=lambda one: one.clause.article)
            if (some := list(group))
        ],
        "total": len(clauses),
        "waiting": len(waiting),
        "next_url": _address(edition, waiting[0]) if binds and waiting else "",
        "struck": [
            (one, _words(edition, one) if binds else "") for one in struck.values() if is_draft
        ],
        "way": beside.way(edition, person, at),
        "before_committee": is_before_committee(edition),
        "warnings": [
            {"clause": one["clause"], "said": one["en" if english else "zh"]}
            for one in edition.warnings
            if one["clause"] not in struck
        ],
    }


def _bound(edition: Edition, clause: Clause, binds: bool, several: bool) -> Bound:
    questions = titles_of(clause.controls, get_language() or "zh")
    if not binds:
        return Bound(clause, questions, "", "", "")
    strike = reverse("regime.strike_clause", args=[edition.pk, clause.ident]) if several else ""
    return Bound(clause, questions, _address(edition, clause), _words(edition, clause), strike)


def _words(edition: Edition, clause: Clause) -> str:
    return reverse("regime.write_clause", args=[edition.pk, clause.ident])


def _address(edition: Edition, clause: Clause) -> str:
    return reverse("regime.bind", args=[edition.pk, clause.ident])


KIND = kinds.register(
    kinds.Kind(
        name="regime",
        label=_("Edition of the regime"),
        plural=_("Editions of the regime"),
        model=Edition,
        flow=FLOW,
        url="regime.edition",
        home="regime.editions",
        body="regime/_edition_body.html",
        context=page,
        actions=(
            "regime.adopt",
            "regime.enter_paper_decision",
            "regime.confirm_all",
            "regime.propose_adoption",
            "regime.lay_before_staff",
            "regime.ask_to_confirm",
            "regime.take_back",
            "regime.add_clause",
            "regime.drop",
        ),
        icon="book",
        tones={
            "draft": "info",
            "proposed": "waiting",
            "on_its_way": "waiting",
            "in_force": "good",
        },
    )
)

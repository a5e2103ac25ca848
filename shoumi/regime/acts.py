"""How the screens ask for what can be done with an edition."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import ActForm
from shoumi.regime import actions
from shoumi.regime.facts import is_before_committee, is_first, open_clauses
from shoumi.regime.forms import AdoptForm, BindForm, NewClauseForm, PaperForm, TextForm, WordsForm
from shoumi.regime.models import Edition


def address(edition: Edition) -> str:
    return reverse("regime.edition", args=[edition.pk])


def bring_in(*, title: str, file: bytes, by: Actor, at: datetime) -> Edition:
    """Raises Invalid, Refused."""
    return actions.import_text(title=title, content=file, by=by, at=at)


def has_open(edition: Any) -> bool:
    """Whether a clause still waits for somebody to confirm what it asks."""
    return open_clauses(edition).exists()


def is_confirmed(edition: Any) -> bool:
    return not has_open(edition)


def is_with_director(edition: Any) -> bool:
    """Whether persons are asked, and not the committee as a body."""
    return edition.state == "proposed" and not is_before_committee(edition)


def may_go_at_once(edition: Any) -> bool:
    """Only the first edition is put before the committee at once."""
    return is_confirmed(edition) and is_first()


acts.form(
    "regime.import_text", TextForm, bring_in, icon="upload", agree=_("Read it and make a draft"),
    onward=address,
)  # fmt: skip
acts.form(
    "regime.take_default", ActForm, actions.take_default, icon="book", brief=True,
    agree=_("Make a draft"), onward=address,
    lead=_("A draft in Chinese and English with every clause bound. You look it through; the "
           "committee adopts it."),
)  # fmt: skip
acts.form(
    "regime.draft_revision", ActForm, actions.draft_revision, icon="pencil", brief=True,
    agree=_("Make a draft"), onward=address,
    lead=_("A draft that says and asks what the edition in force does. You change it clause by "
           "clause; then the staff are consulted, counsel reviews it, the committee decides."),
)  # fmt: skip
acts.form("regime.write_clause", WordsForm, actions.write_clause, icon="pencil",
          agree=_("Keep this clause"))  # fmt: skip
acts.form(
    "regime.add_clause", NewClauseForm, actions.add_clause, icon="plus", is_next=acts.never,
    agree=_("Keep this clause"),
)  # fmt: skip
acts.form(
    "regime.strike_clause", ActForm, actions.strike_clause, icon="minus", agree=_("Strike it out"),
    lead=_("It is no part of the draft any more, and asks nothing once the draft is in force. "
           "The other clauses keep their numbers."),
)  # fmt: skip
acts.form("regime.bind", BindForm, actions.bind, icon="check", agree=_("Confirm this clause"))
acts.form(
    "regime.confirm_all", ActForm, actions.confirm_all, icon="checks", brief=True, fits=has_open,
    is_next=acts.never,
    lead=_("Every proposal counts as looked at by you. A clause without a proposal still waits for "
           "its own answer."),
)  # fmt: skip
acts.form(
    "regime.propose_adoption", ActForm, actions.propose_adoption, icon="send", brief=True,
    fits=may_go_at_once,
    lead=_("The committee is asked to adopt exactly this text, and its director where nobody else "
           "sits on it. It can't be changed meanwhile."),
)  # fmt: skip
acts.form("regime.adopt", AdoptForm, actions.adopt, icon="gavel")
acts.form(
    "regime.enter_paper_decision", PaperForm, actions.enter_paper_decision, icon="paperclip",
    fits=is_with_director,
    lead=_("For what the director signed on paper. Enter it as it stands there; keep the paper."),
)  # fmt: skip
acts.form(
    "regime.drop", ActForm, actions.drop, icon="trash", danger=True, brief=True,
    lead=_("The draft stays in the list as dropped; nobody can adopt it any more."),
)  # fmt: skip

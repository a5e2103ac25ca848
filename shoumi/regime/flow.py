"""The state table of an edition (8.1).

The first edition may be put before the committee at once. A revision goes the way of every rule:
`on_its_way` it is locked, and the staff, counsel and the committee look at what was taken over.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.foundation.workflow import Flow, Label, State, Step


@dataclass(frozen=True)
class Bindings:
    """How many clauses nobody has confirmed the binding of."""

    open: int


def confirmed(facts: object) -> Label | None:
    if isinstance(facts, Bindings) and facts.open:
        return _("%(count)s clauses still wait for somebody to confirm what they ask.") % {
            "count": facts.open
        }
    return None


FLOW = Flow(
    kind="regime",
    start="draft",
    states=(
        State("draft", _("Draft")),
        State("proposed", _("Waiting for adoption")),
        State("on_its_way", _("Being adopted as a rule")),
        State("in_force", pgettext_lazy("regime", "In force")),
        State("superseded", _("Superseded"), final=True),
        State("dropped", _("Dropped"), final=True),
    ),
    steps=(
        Step("regime.bind", ("draft",), None, "office", _("Confirm what a clause asks")),
        Step("regime.confirm_all", ("draft",), None, "office", _("Confirm all that is proposed")),
        Step("regime.write_clause", ("draft",), None, "office", _("Write a clause")),
        Step("regime.add_clause", ("draft",), None, "office", _("Add a clause")),
        Step("regime.strike_clause", ("draft",), None, "office", _("Strike the clause out")),
        Step("regime.lay_before_staff", ("draft",), "on_its_way", "office",
             _("Begin its adoption as a rule"), guards=(confirmed,)),
        Step("regime.take_back", ("on_its_way",), "draft", "office",
             _("Take it back to change it")),
        Step("regime.ask_to_confirm", ("in_force",), None, "office",
             _("Ask everybody to confirm it")),
        Step("regime.propose_adoption", ("draft",), "proposed", "office",
             _("Submit for adoption"), guards=(confirmed,)),
        Step("regime.adopt", ("proposed",), None, "asked", _("Decide on the regime")),
        Step("adopted", ("proposed", "on_its_way"), "in_force", "asked", _("Adopted")),
        Step("returned", ("proposed", "on_its_way"), "draft", "asked", _("Returned")),
        Step("refused", ("proposed", "on_its_way"), "dropped", "asked", _("Not adopted")),
        Step("withdrawn", ("on_its_way",), "draft", "office", _("Withdrawn")),
        Step("regime.drop", ("draft",), "dropped", "office", _("Drop the draft")),
        Step("superseded", ("in_force",), "superseded", "asked", _("Superseded")),
    ),
)  # fmt: skip

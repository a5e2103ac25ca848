"""The state table of an edition (8.1)."""

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
        State("in_force", pgettext_lazy("regime", "In force")),
        State("superseded", _("Superseded"), final=True),
        State("dropped", _("Dropped"), final=True),
    ),
    steps=(
        Step("regime.bind", ("draft",), None, "office", _("Confirm what a clause asks")),
        Step("regime.confirm_all", ("draft",), None, "office", _("Confirm all that is proposed")),
        Step("regime.propose_adoption", ("draft",), "proposed", "office",
             _("Submit for adoption"), guards=(confirmed,)),
        Step("regime.adopt", ("proposed",), None, "asked", _("Decide on the regime")),
        Step("adopted", ("proposed",), "in_force", "asked", _("Adopted")),
        Step("returned", ("proposed",), "draft", "asked", _("Returned")),
        Step("refused", ("proposed",), "dropped", "asked", _("Not adopted")),
        Step("regime.drop", ("draft",), "dropped", "office", _("Drop the draft")),
        Step("superseded", ("in_force",), "superseded", "asked", _("Superseded")),
    ),
)  # fmt: skip

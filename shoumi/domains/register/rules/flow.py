"""The state table of a trade secret (4.2)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from shoumi.foundation.workflow import Flow, Label, State, Step


@dataclass(frozen=True)
class Readiness:
    """What must be there before a grade can be proposed; `missing` names what is not."""

    missing: tuple[str, ...] = ()


def complete(facts: object) -> Label | None:
    if isinstance(facts, Readiness) and facts.missing:
        return _("Still missing: %(what)s.") % {"what": "; ".join(facts.missing)}
    return None


FLOW = Flow(
    kind="secret",
    start="nominated",
    states=(
        State("nominated", _("Nominated")),
        State("proposed", _("Waiting for approval")),
        State("approved", _("Approved, to be filed")),
        State("active", _("In force")),
        State("changing", _("In force, change proposed")),
        State("quarantined", _("Quarantined")),
        State("declined", _("Not a trade secret"), final=True),
        State("declassified", _("Declassified"), final=True),
        State("void", _("Void"), final=True),
        State("entombed", _("Removed: not for this system"), final=True),
    ),
    steps=(
        Step("register.refine", ("nominated",), None, "custodian", _("Describe it")),
        Step("register.propose_grading", ("nominated",), "proposed", "custodian",
             _("Submit for approval"), guards=(complete,)),
        Step("register.decline", ("nominated",), "declined", "custodian",
             _("Not a trade secret")),
        Step("register.withdraw", ("nominated", "proposed"), "void", "nominator",
             _("Withdraw the nomination")),
        Step("register.approve_grading", ("proposed",), None, "asked", _("Decide")),
        Step("grading_approved", ("proposed",), "approved", "asked", _("Approved")),
        Step("grading_returned", ("proposed",), "nominated", "asked", _("Returned")),
        Step("grading_refused", ("proposed",), "declined", "asked", _("Refused")),
        Step("register.file", ("approved",), "active", "office", _("File it in the register")),
        Step("register.review", ("active",), None, "owner", _("Record the yearly review")),
        Step("register.propose_change", ("active",), "changing", "custodian",
             _("Propose a change")),
        Step("register.approve_change", ("changing",), None, "asked", _("Decide on the change")),
        Step("change_made", ("changing",), "active", "asked", _("Change made")),
        Step("change_dropped", ("changing",), "active", "asked", _("Change not made")),
        Step("change_declassified", ("changing",), "declassified", "asked", _("Declassified")),
        Step("register.widen_audience", ("active", "approved"), None, "owner",
             _("Add to the audience")),
        Step("register.narrow_audience", ("active", "approved"), None, "owner",
             _("Remove from the audience")),
        Step("register.void", ("active", "approved"), "void", "office", _("Void the entry")),
        Step("register.quarantine", ("nominated", "proposed", "approved", "active", "changing"),
             "quarantined", "custodian", _("Quarantine: may be a state secret")),
        Step("register.release", ("quarantined",), None, "office", _("False alarm: put back")),
        Step("released_to_nominated", ("quarantined",), "nominated", "office", _("Put back")),
        Step("released_to_approved", ("quarantined",), "approved", "office", _("Put back")),
        Step("released_to_force", ("quarantined",), "active", "office", _("Put back in force")),
        Step("register.entomb", ("quarantined",), "entombed", "office",
             _("Remove it from this system")),
    ),
)  # fmt: skip

LIVE = ("active", "changing")

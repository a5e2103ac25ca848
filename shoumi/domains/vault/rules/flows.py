"""The state tables of a carrier and of a grant (4.8, 6.2)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.foundation.workflow import Flow, State, Step

CARRIER = Flow(
    kind="carrier",
    start="held",
    states=(
        State("held", _("With its holder")),
        State("lent", _("Lent")),
        State("in_repair", _("In repair")),
        State("destroyed", pgettext_lazy("of a carrier", "Destroyed"), final=True),
        State("void", pgettext_lazy("of a carrier", "Entered in error"), final=True),
    ),
    steps=(
        Step("vault.add_version", ("held",), None, "keeper", _("Put a version in")),
        Step("vault.lend", ("held",), "lent", "keeper", _("Lend it")),
        Step("vault.give_back", ("lent",), "held", "keeper", _("Take it back")),
        Step("vault.send_to_repair", ("held",), "in_repair", "keeper", _("Send it to repair")),
        Step("vault.back_from_repair", ("in_repair",), "held", "keeper", _("Back from repair")),
        Step("vault.hand_over", ("held",), None, "keeper", _("Hand it over for good")),
        Step(
            "vault.release_version",
            ("held", "lent", "in_repair"),
            None,
            "office",
            _("Release from quarantine"),
        ),
        Step(
            "vault.reject_version",
            ("held", "lent", "in_repair"),
            None,
            "office",
            _("Reject and destroy it"),
        ),
        Step("vault.check_out", ("held",), None, "keeper", _("Check it out")),
        Step("vault.check_in", ("held",), None, "keeper", _("Check it in")),
        Step("vault.take_over", ("held",), None, "office", _("Take the lock over")),
        Step("vault.release", ("held", "lent", "in_repair"), None, "office", _("Release it")),
        Step("carrier_destroyed", ("held",), "destroyed", "keeper", _("Destroyed")),
        Step("vault.void_carrier", ("held",), "void", "office", _("Entered in error")),
    ),
)

GRANT = Flow(
    kind="grant",
    start="requested",
    states=(
        State("requested", pgettext_lazy("of a grant", "Asked for")),
        State("active", pgettext_lazy("of a grant", "Given")),
        State("suspect", pgettext_lazy("of a grant", "Not as it was given")),
        State("refused", pgettext_lazy("of a grant", "Refused"), final=True),
        State("withdrawn", pgettext_lazy("of a grant", "Withdrawn"), final=True),
        State("revoked", pgettext_lazy("of a grant", "Revoked"), final=True),
        State("ended", pgettext_lazy("of a grant", "Ended"), final=True),
    ),
    steps=(
        Step("vault.decide_grant", ("requested",), None, "asked", _("Decide")),
        Step("grant_given", ("requested",), "active", "asked", _("Given")),
        Step("grant_refused", ("requested",), "refused", "asked", _("Refused")),
        Step("vault.withdraw_grant", ("requested",), "withdrawn", "grantee", _("Withdraw it")),
        Step("vault.recertify_grant", ("active",), None, "owner", _("Still needed")),
        Step("vault.flag_grant", ("active",), "suspect", "house", _("Not as it was given")),
        Step("vault.revoke_grant", ("active", "suspect"), "revoked", "owner", _("Revoke it")),
        Step("vault.end_grant", ("active",), "ended", "house", _("Let it end")),
    ),
)

TEAM = Flow(
    kind="team_request",
    start="requested",
    states=(
        State("requested", pgettext_lazy("of a grant", "Asked for")),
        State("given", pgettext_lazy("of a grant", "Given"), final=True),
        State("refused", pgettext_lazy("of a grant", "Refused"), final=True),
        State("withdrawn", pgettext_lazy("of a grant", "Withdrawn"), final=True),
    ),
    steps=(
        Step("vault.decide_team_grant", ("requested",), None, "asked", _("Decide")),
        Step("grant_given", ("requested",), "given", "asked", _("Given")),
        Step("grant_refused", ("requested",), "refused", "asked", _("Refused")),
        Step("vault.withdraw_team_grant", ("requested",), "withdrawn", "asker", _("Withdraw it")),
    ),
)

"""The state tables of circulars, reports, bulletins, requests and their answers."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.foundation.workflow import Flow, State, Step

BEFORE_ISSUE = ("draft", "submitted", "approved")
WITH_THE_UNIT = ("open", "written")

CIRCULAR = Flow(
    kind="circular",
    start="draft",
    states=(
        State("draft", pgettext_lazy("of a circular", "Draft")),
        State("submitted", pgettext_lazy("of a circular", "To be approved")),
        State("approved", pgettext_lazy("of a circular", "Approved, to be issued")),
        State("issued", pgettext_lazy("of a circular", "Issued")),
        State("received", pgettext_lazy("of a circular", "Received by all"), final=True),
        State("withdrawn", pgettext_lazy("of a circular", "Withdrawn"), final=True),
    ),
    steps=(
        Step("notices.revise_circular", ("draft",), None, "office", _("Change the draft")),
        Step("notices.submit_circular", ("draft",), "submitted", "office", _("Submit it")),
        Step("notices.approve_circular", ("submitted",), "approved", "approver", _("Approve it")),
        Step("notices.return_circular", ("submitted",), "draft", "approver", _("Send it back")),
        Step("notices.issue_circular", ("approved",), "issued", "office", _("Issue it")),
        Step("notices.send_to_successors", ("issued",), None, "office",
             _("Send it to those who came since")),
        Step("notices.issue_signature_sheet", ("issued",), None, "office",
             _("Print a sheet to sign")),
        Step("notices.enter_signatures", ("issued",), None, "office",
             _("Enter signatures on paper")),
        Step("notices.complete_circular", ("issued",), "received", "house",
             _("Everybody has it")),
        Step("notices.withdraw_circular", BEFORE_ISSUE, "withdrawn", "office", _("Withdraw it")),
    ),
)  # fmt: skip

REPORT = Flow(
    kind="department_report",
    start="open",
    states=(
        State("open", pgettext_lazy("of a report", "To be written")),
        State("written", pgettext_lazy("of a report", "To be confirmed by the head")),
        State("confirmed", pgettext_lazy("of a report", "With the office")),
        State("taken_up", pgettext_lazy("of a report", "Taken up"), final=True),
        State("lapsed", pgettext_lazy("of a report", "Lapsed"), final=True),
    ),
    steps=(
        Step("notices.write_report", ("open",), "written", "writer", _("Write the report")),
        Step("notices.report_nothing", ("open",), "written", "writer", _("Nothing to report")),
        Step("notices.confirm_report", ("written",), "confirmed", "head", _("Confirm it")),
        Step("confirmed_by_writer", ("written",), "confirmed", "head", _("Confirmed")),
        Step("notices.return_report", ("written", "confirmed"), "open", "head or office",
             _("Send it back")),
        Step("notices.take_up_report", ("confirmed",), "taken_up", "office", _("Take it up")),
        Step("notices.lapse_report", WITH_THE_UNIT, "lapsed", "house", _("Let it lapse")),
    ),
)  # fmt: skip

BULLETIN = Flow(
    kind="bulletin",
    start="draft",
    states=(
        State("draft", pgettext_lazy("of a bulletin", "Draft")),
        State("issued", pgettext_lazy("of a bulletin", "Issued"), final=True),
    ),
    steps=(
        Step("notices.revise_bulletin", ("draft",), None, "office", _("Change the draft")),
        Step("notices.issue_bulletin", ("draft",), "issued", "office", _("Issue it")),
    ),
)

REQUEST = Flow(
    kind="cooperation_request",
    start="open",
    states=(
        State("open", pgettext_lazy("of a request", "Under way")),
        State("closed", pgettext_lazy("of a request", "Over"), final=True),
        State("withdrawn", pgettext_lazy("of a request", "Withdrawn"), final=True),
    ),
    steps=(
        Step("notices.withdraw_request", ("open",), "withdrawn", "asker", _("Withdraw it")),
        Step("all_answered", ("open",), "closed", "house", _("All have answered")),
    ),
)

ANSWER = Flow(
    kind="cooperation_answer",
    start="asked",
    states=(
        State("asked", pgettext_lazy("of a request", "Asked")),
        State("accepted", pgettext_lazy("of a request", "Taken on")),
        State("replied", pgettext_lazy("of a request", "Replied, to be confirmed")),
        State("confirmed", pgettext_lazy("of a request", "Done and confirmed"), final=True),
        State("declined", pgettext_lazy("of a request", "Declined"), final=True),
        State("withdrawn", pgettext_lazy("of a request", "Withdrawn"), final=True),
        State("lapsed", pgettext_lazy("of a request", "Lapsed"), final=True),
    ),
    steps=(
        Step("notices.accept_request", ("asked",), "accepted", "asked", _("Take it on")),
        Step("notices.decline_request", ("asked",), "declined", "asked", _("Decline it")),
        Step("notices.reply_to_request", ("accepted",), "replied", "asked", _("Reply")),
        Step("notices.confirm_reply", ("replied",), "confirmed", "asker", _("Confirm it")),
        Step("notices.return_reply", ("replied",), "accepted", "asker", _("Send it back")),
        Step("request_withdrawn", ("asked", "accepted", "replied"), "withdrawn", "asker",
             _("Withdrawn")),
        Step("notices.lapse_answer", ("asked", "accepted", "replied"), "lapsed", "house",
             _("Let it lapse")),
    ),
)  # fmt: skip
OPEN_ANSWERS = ("asked", "accepted", "replied")

"""The state tables of meetings and of resolutions."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.foundation.workflow import Flow, State, Step

MEETING = Flow(
    kind="meeting",
    start="drafted",
    states=(
        State("drafted", pgettext_lazy("of a meeting", "In preparation")),
        State("notified", pgettext_lazy("of a meeting", "Notice given")),
        State("in_session", pgettext_lazy("of a meeting", "In session")),
        State("minuting", pgettext_lazy("of a meeting", "Minutes being written")),
        State("signed", pgettext_lazy("of a meeting", "Minutes signed")),
        State("archived", pgettext_lazy("of a meeting", "Archived"), final=True),
        State("cancelled", pgettext_lazy("of a meeting", "Cancelled"), final=True),
    ),
    steps=(
        Step("committee.put_on_agenda", ("drafted",), None, "runs", _("Put on the agenda")),
        Step("committee.notify", ("drafted",), "notified", "runs", _("Give notice")),
        Step("circulated", ("drafted",), "in_session", "runs", _("Sent round for answers")),
        Step("committee.move_meeting", ("notified",), None, "runs", _("Move the meeting")),
        Step("committee.lay_review", ("drafted", "notified"), None, "runs",
             _("Lay the assessment before it")),
        Step("committee.invite", ("notified", "in_session"), None, "runs", _("Ask to sit in")),
        Step("committee.issue_sign_in_sheet", ("notified", "in_session"), None, "runs",
             _("Print the sign-in sheet")),
        Step("committee.open_session", ("notified",), "in_session", "runs", _("Open the meeting")),
        Step("committee.close_session", ("in_session",), "minuting", "runs",
             _("Close the meeting")),
        Step("committee.draft_minutes", ("minuting",), None, "runs", _("Write the minutes")),
        Step("committee.sign_minutes", ("minuting",), "signed", "chair", _("Sign the minutes")),
        Step("committee.archive", ("signed",), "archived", "runs", _("Put in the archive")),
        Step("committee.cancel_meeting", ("drafted", "notified"), "cancelled", "runs",
             _("Cancel the meeting")),
    ),
)  # fmt: skip

RESOLUTION = Flow(
    kind="resolution",
    start="adopted",
    states=(
        State("adopted", pgettext_lazy("of a resolution", "Adopted, to be carried out")),
        State("carried_out", pgettext_lazy("of a resolution", "Reported carried out")),
        State("closed", pgettext_lazy("of a resolution", "Closed"), final=True),
        State("lapsed", pgettext_lazy("of a resolution", "Lapsed"), final=True),
    ),
    steps=(
        Step("committee.report_carried_out", ("adopted",), "carried_out", "lead",
             _("Report it carried out")),
        Step("committee.close_resolution", ("carried_out",), "closed", "office", _("Sign it off")),
        Step("committee.return_report", ("carried_out",), "adopted", "office", _("Send it back")),
        Step("committee.name_lead", ("adopted",), None, "office", _("Name another lead")),
        Step("committee.issue_slip", ("adopted",), None, "office", _("Issue a slip")),
        Step("nothing_left", ("adopted",), "closed", "house", _("Nothing is left to do")),
        Step("not_ratified", ("adopted", "carried_out"), "lapsed", "house", _("Not ratified")),
        Step("committee.lapse", ("adopted", "carried_out"), "lapsed", "office",
             _("Let the resolution lapse")),
    ),
)  # fmt: skip

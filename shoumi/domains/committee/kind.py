"""How meetings and resolutions show themselves on the house's one record page."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.body import meeting_body, resolution_body
from shoumi.domains.committee.models import Meeting, Resolution
from shoumi.domains.committee.rules.flows import MEETING, RESOLUTION
from shoumi.kernel.records import kinds

MEETINGS = kinds.register(
    kinds.Kind(
        name="meeting",
        label=_("Meeting"),
        plural=_("Meetings"),
        model=Meeting,
        flow=MEETING,
        url="committee.meeting",
        body="committee/_meeting_body.html",
        context=meeting_body,
        actions=(
            "committee.open_session",
            "committee.close_session",
            "committee.sign_minutes",
            "committee.draft_minutes",
            "committee.put_on_agenda",
            "committee.notify",
            "committee.circulate_minutes",
            "committee.archive",
            "committee.invite",
            "committee.move_meeting",
            "committee.lay_review",
            "committee.issue_sign_in_sheet",
            "committee.correct_minutes",
            "committee.cancel_meeting",
        ),
        icon="users",
        home="committee.meetings",
        due=_("minutes due on %(day)s"),
        tones={"notified": "waiting", "in_session": "good", "minuting": "waiting",
               "signed": "good", "cancelled": "bad"},
    )
)  # fmt: skip
RESOLUTIONS = kinds.register(
    kinds.Kind(
        name="resolution",
        label=_("Resolution"),
        plural=_("Resolutions"),
        model=Resolution,
        flow=RESOLUTION,
        url="committee.resolution",
        body="committee/_resolution_body.html",
        context=resolution_body,
        actions=(
            "committee.report_carried_out",
            "committee.close_resolution",
            "committee.return_report",
            "committee.name_lead",
            "committee.issue_slip",
            "committee.issue_resolution",
            "committee.lapse",
        ),
        icon="gavel",
        home="committee.board",
        due=_("to be carried out by %(day)s"),
        tones={"adopted": "info", "carried_out": "waiting", "closed": "good", "lapsed": "bad"},
        drafted=False,
    )
)

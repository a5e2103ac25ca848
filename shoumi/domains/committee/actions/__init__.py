"""Every change of meetings, votes and resolutions, of seats, undertakings and opinions."""

from shoumi.domains.committee.actions.appointing import (
    appoint,
    end_seat,
    note_departure,
    tag_seat,
)
from shoumi.domains.committee.actions.attending import invite, record_attendance, recuse, sign_in
from shoumi.domains.committee.actions.ballots import PaperBallots, cast, enter_paper_ballots
from shoumi.domains.committee.actions.calling import (
    Appointed,
    call_meeting,
    cancel_meeting,
    move_meeting,
    notify,
    put_on_agenda,
)
from shoumi.domains.committee.actions.checking import confirm_check, lapse_check, open_check
from shoumi.domains.committee.actions.extracts import (
    issue_seats,
    issue_service,
    reissue_extract,
)
from shoumi.domains.committee.actions.following import (
    close_resolution,
    issue_resolution,
    lapse,
    name_lead,
    report_carried_out,
    return_report,
)
from shoumi.domains.committee.actions.interests import declare_interest, end_interest
from shoumi.domains.committee.actions.items import carry_over, clear_for_matter, note, settle
from shoumi.domains.committee.actions.minutes import (
    archive,
    circulate_minutes,
    correct_minutes,
    draft_minutes,
    sign_minutes,
)
from shoumi.domains.committee.actions.nominating import (
    decline_nomination,
    nominate,
    withdraw_nomination,
)
from shoumi.domains.committee.actions.opinions import (
    ask_opinion,
    decline_opinion,
    give_opinion,
    withdraw_question,
)
from shoumi.domains.committee.actions.resolving import (
    CarryOut,
    Followed,
    adopt_resolution,
    decide_meanwhile,
    lay_before_director,
)
from shoumi.domains.committee.actions.reviewing import lay_review
from shoumi.domains.committee.actions.service import take_service
from shoumi.domains.committee.actions.sessions import (
    close_session,
    issue_sign_in_sheet,
    open_session,
)
from shoumi.domains.committee.actions.slips import issue_slip
from shoumi.domains.committee.actions.undertakings import (
    ask_newcomers,
    close_undertaking,
    enter_undertakings,
    open_undertaking,
)
from shoumi.domains.committee.actions.vacancies import fill_vacancy, note_vacancy
from shoumi.domains.committee.actions.votes import close_vote, open_vote

__all__ = [
    "Appointed",
    "CarryOut",
    "Followed",
    "PaperBallots",
    "adopt_resolution",
    "appoint",
    "archive",
    "ask_newcomers",
    "ask_opinion",
    "call_meeting",
    "cancel_meeting",
    "carry_over",
    "cast",
    "circulate_minutes",
    "clear_for_matter",
    "close_resolution",
    "close_session",
    "close_undertaking",
    "close_vote",
    "confirm_check",
    "correct_minutes",
    "decide_meanwhile",
    "declare_interest",
    "decline_nomination",
    "decline_opinion",
    "draft_minutes",
    "end_interest",
    "end_seat",
    "enter_paper_ballots",
    "enter_undertakings",
    "fill_vacancy",
    "give_opinion",
    "invite",
    "issue_resolution",
    "issue_seats",
    "issue_service",
    "issue_sign_in_sheet",
    "issue_slip",
    "lapse",
    "lapse_check",
    "lay_before_director",
    "lay_review",
    "move_meeting",
    "name_lead",
    "nominate",
    "note",
    "note_departure",
    "note_vacancy",
    "notify",
    "open_check",
    "open_session",
    "open_undertaking",
    "open_vote",
    "put_on_agenda",
    "record_attendance",
    "recuse",
    "reissue_extract",
    "report_carried_out",
    "return_report",
    "settle",
    "sign_in",
    "sign_minutes",
    "tag_seat",
    "take_service",
    "withdraw_nomination",
    "withdraw_question",
]

"""How the acts of meetings and resolutions are asked for. What carries an effect out on a matter of
another domain is asked for by the journey that does so."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee import actions
from shoumi.domains.committee.forms import following, meeting, points, voting
from shoumi.domains.committee.models import Meeting
from shoumi.kernel.ui.acts import ActForm, NoteForm, form, never


def meeting_address(one: Any) -> str:
    return reverse("committee.meeting", args=[one.pk])


def _is_signed(one: Meeting) -> bool:
    return one.state in {"signed", "archived"}


def _is_written(one: Meeting) -> bool:
    return one.drafted_by_id is not None


form(
    "committee.call_meeting", meeting.CallForm, actions.call_meeting, icon="plus",
    agree=_("Prepare it"), onward=meeting_address,
    lead=_("Nobody is told yet. What was left unfinished comes on the agenda by itself."),
)  # fmt: skip
form(
    "committee.put_on_agenda", meeting.AgendaForm, actions.put_on_agenda, icon="plus",
    agree=_("Put it on"), is_next=lambda one, _at: not one.items.exists(),
)  # fmt: skip
form(
    "committee.notify", ActForm, actions.notify, icon="send", brief=True,
    agree=_("Send the notice"),
    lead=_("Seats and quorum are counted with this step, and the agenda is fixed. Every member "
           "gets the notice."),
)  # fmt: skip
form(
    "committee.move_meeting", meeting.MoveForm, actions.move_meeting, icon="calendar",
    is_next=never, lead=_("Everybody is told anew; three working days must be left."),
)  # fmt: skip
form(
    "committee.cancel_meeting", NoteForm, actions.cancel_meeting, icon="x", is_next=never,
    lead=_("Its points come back on the next agenda by themselves."),
)  # fmt: skip
form("committee.invite", meeting.InviteForm, actions.invite, icon="users", is_next=never)
form(
    "committee.issue_sign_in_sheet", ActForm, actions.issue_sign_in_sheet, icon="printer",
    brief=True, agree=_("Issue it"), is_next=never,
    lead=_("As PDF and Word, under a number of its own; it stands below with the papers."),
)  # fmt: skip
form(
    "committee.open_session", ActForm, actions.open_session, icon="door", brief=True,
    lead=_("Only with a quorum; enter first who is there."),
)  # fmt: skip
form(
    "committee.close_session", ActForm, actions.close_session, icon="check", brief=True,
    lead=_("What is open still is carried over to the next meeting. The minutes then fall due in "
           "five working days."),
)  # fmt: skip
form(
    "committee.draft_minutes", meeting.MinutesForm, actions.draft_minutes, icon="pencil",
    agree=_("Save"), is_next=lambda one, _at: not _is_written(one),
)  # fmt: skip
form(
    "committee.sign_minutes", ActForm, actions.sign_minutes, icon="rubber-stamp", brief=True,
    fits=_is_written, lead=_("They are issued and locked; afterwards they are only corrected."),
)  # fmt: skip
form(
    "committee.correct_minutes", meeting.CorrectForm, actions.correct_minutes, icon="pencil",
    fits=_is_signed, is_next=never,
    lead=_("A new paper replaces the one that was signed and says what is put right."),
)  # fmt: skip
form(
    "committee.archive", ActForm, actions.archive, icon="archive", brief=True,
    lead=_("Put away with all its papers."),
)  # fmt: skip

form(
    "committee.sign_in", ActForm, actions.sign_in, icon="user-check", brief=True,
    lead=_("You say that you are there."),
)  # fmt: skip
form(
    "committee.record_attendance", points.AttendanceForm, actions.record_attendance,
    icon="user-check", brief=True, agree=_("Enter it"), is_next=never,
)  # fmt: skip
form(
    "committee.note", points.DiscussionForm, actions.note, icon="notebook", agree=_("Save"),
    is_next=never,
)  # fmt: skip
form(
    "committee.open_vote", points.OpenVoteForm, actions.open_vote, icon="gavel",
    agree=_("Open the vote"),
    lead=_("Who may vote is fixed now: who is there, keeps out of nothing and may see the matter."),
)  # fmt: skip
form(
    "committee.settle", ActForm, actions.settle, icon="check", brief=True,
    lead=_("Taken note of, or voted down; nothing is left to decide."),
)  # fmt: skip
form(
    "committee.carry_over", points.BecauseForm, actions.carry_over, icon="arrow-right", brief=True,
)  # fmt: skip
form("committee.recuse", points.RecuseForm, actions.recuse, icon="ban", is_next=never)
form(
    "committee.clear_for_matter", points.BecauseForm, actions.clear_for_matter, icon="eye",
    brief=True,
    lead=_("Its entry opens to the members who are called, so that they can decide; what it holds "
           "stays shut. Who may not see it counts as keeping out."),
)  # fmt: skip
form(
    "committee.cast", voting.CastForm, actions.cast, icon="check", brief=True,
    lead=_("Your vote can't be taken back."),
)  # fmt: skip
form(
    "committee.enter_paper_ballots", voting.PaperBallotsForm, actions.enter_paper_ballots,
    icon="file-text", agree=_("Enter them"),
)  # fmt: skip
form(
    "committee.close_vote", ActForm, actions.close_vote, icon="checks", brief=True,
    lead=_("The votes are counted now; nobody votes afterwards."),
)  # fmt: skip

form(
    "committee.report_carried_out", following.ResultForm, actions.report_carried_out,
    icon="clipboard-check", lead=_("The office looks at it and signs it off."),
)  # fmt: skip
form("committee.close_resolution", ActForm, actions.close_resolution, icon="checks", brief=True)
form("committee.return_report", NoteForm, actions.return_report, icon="arrow-back-up")
form(
    "committee.name_lead", following.LeadForm, actions.name_lead, icon="user", is_next=never,
    lead=_("What is still to be done goes over to the new lead; the days stay."),
)  # fmt: skip
form(
    "committee.issue_slip", following.SlipForm, actions.issue_slip, icon="printer", brief=True,
    agree=_("Issue it"), is_next=never,
    lead=_("In the colour that the task has today: blue tells of it, yellow says that it is due "
           "soon, red that it is overdue. It stands with the papers of the resolution."),
)  # fmt: skip
form(
    "committee.lapse", NoteForm, actions.lapse, icon="ban", is_next=never,
    lead=_("It is not carried out any more; an effect that it had stays."),
)  # fmt: skip
form(
    "committee.issue_resolution", ActForm, actions.issue_resolution, icon="printer", brief=True,
    agree=_("Issue it"), is_next=never,
    lead=_("As PDF and Word, under a number of its own; it stands below with the papers."),
)  # fmt: skip

form(
    "committee.lay_before_director", following.LayForm, actions.lay_before_director, icon="send",
    lead=_("Its entry opens to the director, who may decide until the next meeting. What it holds "
           "stays shut."),
)  # fmt: skip

ADOPT: dict[str, Any] = {
    "icon": "gavel",
    "lead": _("What was carried becomes a resolution, word for word, and takes effect at once. "
              "With a lead and a day it is his task from now on."),
}  # fmt: skip
MEANWHILE: dict[str, Any] = {
    "icon": "gavel",
    "lead": _("It takes effect at once; the next meeting ratifies it or does not."),
    "onward": lambda one: reverse("committee.resolution", args=[one.pk]),
}
CIRCULATE: dict[str, Any] = {
    "icon": "news",
    "brief": True,
    "agree": _("Draft it"),
    "lead": _("A draft to all departments and affiliates that names the minutes by their number. "
              "You can change it before it is approved and issued."),
}  # fmt: skip
REVIEW: dict[str, Any] = {
    "icon": "clipboard-check",
    "brief": True,
    "agree": _("Freeze it"),
    "fits": lambda one: one.form == Meeting.Form.YEARLY,
    "is_next": lambda one, _at: one.state == "notified" and one.review_id is None,
    "lead": _("How every clause stands today becomes a paper of this meeting, which reviews it. "
              "Do it shortly before the meeting; a later one takes its place."),
}  # fmt: skip

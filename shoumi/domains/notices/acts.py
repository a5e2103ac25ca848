"""How the acts on circulars, reports, bulletins and requests are asked for."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices import actions
from shoumi.domains.notices.forms import circulars, cooperation, reports
from shoumi.kernel.ui.acts import never
from shoumi.kernel.ui.acts.forms import ActForm, NoteForm
from shoumi.kernel.ui.acts.registry import form
from shoumi.kernel.ui.sending.signed import SignedSheetForm


def circular_address(subject: Any) -> str:
    return reverse("notices.circular", args=[subject.pk])


form(
    "notices.draft_circular", circulars.CircularForm, actions.draft_circular, icon="plus",
    agree=_("Keep the draft"), onward=circular_address,
    lead=_("A draft of the office. It goes out only once it is approved."),
)  # fmt: skip
form("notices.revise_circular", circulars.CircularForm, actions.revise_circular, icon="pencil",
     is_next=never)  # fmt: skip
form(
    "notices.submit_circular", ActForm, actions.submit_circular, icon="send", brief=True,
    agree=_("Submit it"),
    lead=_("The head of the office approves it; the director where it goes to more than one "
           "company."),
)  # fmt: skip
form(
    "notices.approve_circular", ActForm, actions.approve_circular, icon="rubber-stamp", brief=True,
    agree=_("Approve it"), lead=_("The office can issue it then, as it stands."),
)  # fmt: skip
form("notices.return_circular", NoteForm, actions.return_circular, icon="arrow-back-up",
     is_next=never)  # fmt: skip
form(
    "notices.issue_circular", ActForm, actions.issue_circular, icon="news", brief=True,
    agree=_("Issue it"),
    lead=_("It gets its number, and everybody whom it is addressed to is asked to confirm it."),
)  # fmt: skip
form(
    "notices.send_to_successors", ActForm, actions.send_to_successors, icon="send", brief=True,
    fits=lambda subject: subject.reaches == "units", is_next=never, agree=_("Send it"),
    lead=_("Where a unit is not reached and others are in charge now, they get it too."),
)  # fmt: skip
form(
    "notices.issue_signature_sheet", ActForm, actions.issue_signature_sheet, icon="printer",
    brief=True, is_next=never, agree=_("Issue it"),
    lead=_("A line for everybody who has not confirmed yet; it stands below with the papers."),
)  # fmt: skip
form(
    "notices.enter_signatures", SignedSheetForm, actions.enter_signatures, icon="upload",
    is_next=never,
    lead=_("For people without an account: the scan of the sheet stands for their confirmation."),
)  # fmt: skip
form("notices.withdraw_circular", NoteForm, actions.withdraw_circular, icon="x", is_next=never)

form(
    "notices.write_report", reports.ReportForm, actions.write_report, icon="pencil",
    agree=_("Hand it to the head"),
    lead=_("Facts and numbers of the month; what the records count is filled in already."),
)  # fmt: skip
form(
    "notices.report_nothing", ActForm, actions.report_nothing, icon="minus", brief=True,
    is_next=never, agree=_("There was nothing"),
    lead=_("A nil report is a report too; the head confirms it."),
)  # fmt: skip
form(
    "notices.confirm_report", ActForm, actions.confirm_report, icon="check", brief=True,
    agree=_("Confirm it"), lead=_("It goes to the committee's office, and you answer for it."),
)  # fmt: skip
form("notices.return_report", NoteForm, actions.return_report, icon="arrow-back-up", is_next=never)
form(
    "notices.take_up_report", ActForm, actions.take_up_report, icon="check", brief=True,
    agree=_("Take it up"), lead=_("Its numbers go into the bulletin of that month."),
)  # fmt: skip
form(
    "notices.issue_report", ActForm, actions.issue_report, icon="printer", brief=True,
    fits=lambda subject: subject.submitted_on is not None, is_next=never, agree=_("Issue it"),
    lead=_("It stands below with the papers."),
)  # fmt: skip
form(
    "notices.draft_bulletin", circulars.BulletinForm, actions.draft_bulletin, icon="plus",
    agree=_("Keep the draft"),
    onward=lambda done: reverse("notices.bulletin", args=[done.pk]),
)  # fmt: skip
form("notices.revise_bulletin", circulars.BulletinTextForm, actions.revise_bulletin, icon="pencil",
     is_next=never)  # fmt: skip
form(
    "notices.issue_bulletin", ActForm, actions.issue_bulletin, icon="news", brief=True,
    agree=_("Issue it"),
    lead=_("All staff can read it, and those in charge of each department are told."),
)  # fmt: skip

form(
    "notices.ask_cooperation", cooperation.AskForm, actions.ask_cooperation, icon="plus",
    agree=_("Ask them"), onward=lambda done: reverse("notices.request", args=[done.pk]),
)  # fmt: skip
form(
    "notices.accept_request", ActForm, actions.accept_request, icon="check", brief=True,
    agree=_("Take it on"), lead=_("Your department will do it by the day wanted."),
)  # fmt: skip
form("notices.decline_request", cooperation.DeclineForm, actions.decline_request, icon="x",
     is_next=never, lead=_("Whoever asked reads the reason."))  # fmt: skip
form("notices.reply_to_request", cooperation.ReplyForm, actions.reply_to_request, icon="message",
     lead=_("Whoever asked confirms it, or sends it back."))  # fmt: skip
form(
    "notices.confirm_reply", ActForm, actions.confirm_reply, icon="check", brief=True,
    agree=_("Confirm it"), lead=_("You have what you asked for."),
)  # fmt: skip
form("notices.return_reply", NoteForm, actions.return_reply, icon="arrow-back-up", is_next=never)
form(
    "notices.issue_request", ActForm, actions.issue_request, icon="printer", brief=True,
    is_next=never, agree=_("Issue it"), lead=_("It stands below with the papers."),
)  # fmt: skip
form("notices.withdraw_request", NoteForm, actions.withdraw_request, icon="x", is_next=never)

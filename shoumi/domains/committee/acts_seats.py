"""How the acts of seats, undertakings, interests and opinions are asked for."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee import actions
from shoumi.domains.committee.forms import extracts, opinions, pledging, seats
from shoumi.kernel.ui.acts import ActForm, NoteForm, form, never
from shoumi.kernel.ui.sending.signed import SignedSheetForm


def _to(name: str) -> Any:
    return lambda one: reverse(name, args=[one.pk])


def _asked_still(one: Any, _at: datetime) -> bool:
    return bool(one.state == "asked")


form(
    "committee.nominate", seats.NominateForm, actions.nominate, icon="user-check",
    agree=_("Propose to the director"), onward=_to("committee.nomination"),
    lead=_("The director decides; with the appointment a letter is issued."),
)  # fmt: skip
form(
    "committee.appoint", seats.AppointForm, actions.appoint, icon="rubber-stamp", brief=True,
    lead=_("The letter of appointment is issued under a number of its own, and the person is asked "
           "to confirm it."),
)  # fmt: skip
form("committee.decline_nomination", NoteForm, actions.decline_nomination, icon="x", is_next=never)
form(
    "committee.withdraw_nomination", NoteForm, actions.withdraw_nomination, icon="arrow-back-up",
    is_next=never,
)  # fmt: skip
form(
    "committee.end_seat", seats.EndSeatForm, actions.end_seat, icon="logout", danger=True,
    lead=_("What was before stays as it was. The office then has ten working days to fill a seat "
           "that has to be held."),
)  # fmt: skip
form(
    "committee.tag_seat", seats.TagSeatForm, actions.tag_seat, icon="tag", agree=_("Save"),
    lead=_("From today on. Counsel stands for law, and a technical expert for technology, without "
           "a word."),
)  # fmt: skip

form(
    "committee.open_undertaking", pledging.OpenUndertakingForm, actions.open_undertaking,
    icon="send", agree=_("Send it to be signed"), onward=_to("committee.undertaking"),
    lead=_("Everybody in a seat is asked to sign it: by the end of January, or within twenty "
           "working days of the appointment."),
)  # fmt: skip
form(
    "committee.enter_undertakings", SignedSheetForm, actions.enter_undertakings,
    icon="upload", is_next=never,
    lead=_("A scan of what these people signed by hand stands for their signature here."),
)  # fmt: skip
form(
    "committee.declare_interest", pledging.InterestForm, actions.declare_interest, icon="eye",
    agree=_("Declare it"), onward=_to("committee.interest"),
    lead=_("Only the committee's office and its director read it. On a point that it touches they "
           "ask you to keep out."),
)  # fmt: skip
form(
    "committee.end_interest", pledging.EndInterestForm, actions.end_interest, icon="check",
    brief=True, is_next=never,
)  # fmt: skip

form(
    "committee.ask_opinion", opinions.AskForm, actions.ask_opinion, icon="message",
    agree=_("Ask for the opinion"),
    lead=_("Whoever may not see this has its entry opened until he has answered; what it holds "
           "stays shut."),
)  # fmt: skip
form(
    "committee.give_opinion", opinions.GiveForm, actions.give_opinion, icon="pencil",
    agree=_("Sign it"), is_next=_asked_still,
)  # fmt: skip
form("committee.decline_opinion", NoteForm, actions.decline_opinion, icon="x", is_next=never)
form(
    "committee.withdraw_question", NoteForm, actions.withdraw_question, icon="arrow-back-up",
    is_next=never,
)  # fmt: skip

form(
    "committee.issue_service", ActForm, actions.issue_service, icon="printer",
    agree=_("Issue it"), onward=_to("committee.extract"),
    lead=_("As PDF and Word, under a number of its own. The member may read it."),
)  # fmt: skip
form(
    "committee.issue_seats", extracts.SeatsForm, actions.issue_seats, icon="printer",
    agree=_("Issue it"), onward=_to("committee.extract"),
    lead=_("As PDF and Word, under a number of its own. Whoever holds a seat may read it."),
)  # fmt: skip
form(
    "committee.reissue_extract", ActForm, actions.reissue_extract, icon="refresh", brief=True,
    is_next=never,
    lead=_("As the records stand now, under a new number. The paper before is marked as replaced."),
)  # fmt: skip

"""How the acts on campaigns and answers are asked for."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions import answering, campaigning
from shoumi.domains.register.campaigns.forms import AnswerForm, BeginForm, SchemeForm
from shoumi.kernel.ui.acts import ActForm, NoteForm, form, never
from shoumi.kernel.ui.records.forms import DecideForm


def address(campaign: Any) -> str:
    return reverse("register.campaign", args=[campaign.pk])


form(
    "register.begin_campaign", BeginForm, campaigning.begin_campaign, icon="plus",
    agree=_("Keep the draft"), onward=address,
    lead=_("Departments look through what they have and answer by a day, each for itself. First "
           "the committee agrees to the scheme."),
)  # fmt: skip
form("register.revise_campaign", SchemeForm, campaigning.revise_campaign, icon="pencil",
     is_next=never)  # fmt: skip
form(
    "register.submit_campaign", ActForm, campaigning.submit_campaign, icon="send", brief=True,
    agree=_("Submit it"),
    lead=_("The committee decides on exactly this scheme, and its director where nobody else sits "
           "on it. With its agreement every department is asked."),
)  # fmt: skip
form("register.decide_campaign", DecideForm, campaigning.decide_campaign, icon="gavel")
form("register.withdraw_campaign", NoteForm, campaigning.withdraw_campaign, icon="x",
     is_next=never)  # fmt: skip
form(
    "register.close_campaign", ActForm, campaigning.close_campaign, icon="check", brief=True,
    agree=_("Close it"),
    lead=_("A summary is issued with who answered and who did not. Who was silent may still "
           "answer, and counts as silent until then."),
)  # fmt: skip
form(
    "register.answer_campaign", AnswerForm, answering.answer_campaign, icon="pencil",
    agree=_("Hand it to the head"),
)  # fmt: skip
form(
    "register.answer_nothing", NoteForm, answering.answer_nothing, icon="minus", is_next=never,
    lead=_("A nil report is an answer too. Say what was looked through, and why there is nothing; "
           "the head confirms it."),
)  # fmt: skip
form(
    "register.confirm_answer", ActForm, answering.confirm_answer, icon="check", brief=True,
    agree=_("Confirm it"), lead=_("With this your department has answered, and you answer for it."),
)  # fmt: skip
form("register.return_answer", NoteForm, answering.return_answer, icon="arrow-back-up",
     is_next=never)  # fmt: skip

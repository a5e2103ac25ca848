"""How the acts on questions about rules are asked for."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import actions
from shoumi.domains.policies.acts import asks_on, own_page
from shoumi.domains.policies.forms import saying
from shoumi.domains.policies.models import Question
from shoumi.kernel.ui.acts import ActForm, NoteForm, form, never


def question_address(question: Question) -> str:
    return reverse("policies.question", args=[question.pk])


def is_answered(question: Question) -> bool:
    return question.state == "published"


form(
    "policies.translate_answer",
    saying.TranslationForm,
    actions.translate_answer,
    icon="language",
    fits=is_answered,
    is_next=never,
    agree=_("Issue it"),
    lead=_("As a translation: the paper says that the Chinese text governs."),
)
form(
    "policies.ask_question",
    saying.AskForm,
    actions.ask_question,
    icon="help-circle",
    address=own_page("policies.ask_question"),
    fits=asks_on,
    is_next=never,
    onward=question_address,
    lead=_(
        "The committee interprets the rules. Its answer is published beside the clause; your "
        "name is not."
    ),
)
form(
    "policies.draft_answer",
    saying.AnswerForm,
    actions.draft_answer,
    icon="pencil",
    agree=_("Put it before the committee"),
)
form(
    "policies.publish_answer",
    ActForm,
    actions.publish_answer,
    icon="news",
    brief=True,
    agree=_("Publish it"),
    lead=_("It is issued as a numbered paper and stands beside the clause from now on."),
)
form(
    "policies.dismiss_question",
    saying.AnswerForm,
    actions.dismiss_question,
    icon="check",
    is_next=never,
    lead=_("For what the text says plainly already. Only whoever asked reads this answer."),
)
form("policies.withdraw_question", NoteForm, actions.withdraw_question, icon="x", is_next=never)

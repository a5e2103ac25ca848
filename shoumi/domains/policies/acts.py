"""How the acts on rules, editions and questions are asked for."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import actions
from shoumi.domains.policies.facts import may_be_withdrawn
from shoumi.domains.policies.forms import saying, writing
from shoumi.domains.policies.governing import is_elsewhere
from shoumi.domains.policies.models import Edition
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts import ActForm, NoteForm, form, never
from shoumi.kernel.ui.records.forms import DecideForm
from shoumi.kernel.ui.sending.signed import SignedSheetForm


def publish(edition: Edition, *, by: Actor, at: datetime) -> Edition:
    """Publish it, and let the house bring it into force at once where its day is today."""
    done = actions.publish_edition(edition, by=by, at=at)
    if done.in_force_on == local_day(at):
        actions.bring_into_force(done, by=HOUSE, at=at)
    return done


def edition_address(edition: Edition) -> str:
    return reverse("policies.edition", args=[edition.pk])


def own_page(name: str) -> Any:
    return lambda subject: reverse(name, args=[subject.pk])


def asks_on(subject: Any) -> bool:
    return subject.state in {"published", "in_force"}


def is_published(subject: Any) -> bool:
    """Somebody has still to confirm it."""
    return asks_on(subject) and subject.paper_id is not None


def is_written_here(edition: Any) -> bool:
    return not is_elsewhere(edition.rule)


def goes_no_further(edition: Any) -> bool:
    """It may be withdrawn; once decided on, only where something stands in its way."""
    return may_be_withdrawn(edition, edition.in_force_on or edition.adopted_on or date.min)


def has_english(edition: Edition) -> bool:
    """Some of it can be read in English; what is lacking still is said when it is asked for."""
    return edition.clauses.standing().exclude(text_en="").exists()


form(
    "policies.begin_rule",
    writing.RuleForm,
    actions.begin_rule,
    icon="plus",
    agree=_("Begin the draft"),
    onward=edition_address,
    lead=_("It begins as an empty draft. You write its clauses next, or take them from a file."),
)
form(
    "policies.take_starter",
    writing.StarterForm,
    actions.take_starter,
    icon="book",
    agree=_("Take it as a draft"),
    onward=edition_address,
    lead=_(
        "The text becomes a draft of yours. Change what is otherwise with you; then "
        "it goes the way of every rule."
    ),
)
form(
    "policies.draft_edition",
    ActForm,
    actions.draft_edition,
    icon="pencil",
    brief=True,
    fits=lambda rule: not is_elsewhere(rule),
    onward=edition_address,
    agree=_("Draft it"),
    lead=_("It begins as a copy of the edition in force, which holds until the new one does."),
)
form("policies.abandon_rule", NoteForm, actions.abandon_rule, icon="x", is_next=never)
form(
    "policies.propose_repeal",
    NoteForm,
    actions.propose_repeal,
    icon="ban",
    fits=lambda rule: not is_elsewhere(rule),
    is_next=never,
    lead=_("The committee decides. The rule holds until then."),
)
form("policies.withdraw_repeal", NoteForm, actions.withdraw_repeal, icon="arrow-back-up")

form(
    "policies.write_clause",
    writing.ClauseForm,
    actions.write_clause,
    icon="pencil",
    address=own_page("policies.write_clause"),
    fits=is_written_here,
    agree=_("Keep this clause"),
)
form(
    "policies.take_text",
    writing.TextForm,
    actions.take_text,
    icon="upload",
    address=own_page("policies.take_text"),
    fits=is_written_here,
    agree=_("Take it as the draft"),
    lead=_(
        "These clauses become the draft; what else stands in it is struck out. Put right below "
        "what was misread, and look again."
    ),
)
form(
    "policies.strike_clause",
    writing.StrikeForm,
    actions.strike_clause,
    icon="minus",
    fits=is_written_here,
)
form(
    "policies.describe_edition",
    writing.DescribeForm,
    actions.describe_edition,
    icon="calendar",
    is_next=never,
)
form("policies.check_basis", writing.LawsForm, actions.check_basis, icon="scale", is_next=never)
form(
    "policies.open_consultation",
    saying.ConsultForm,
    actions.open_consultation,
    icon="users",
    is_next=never,
    lead=_("From now on everybody whom the rule will apply to sees the draft and may speak."),
)
form(
    "policies.remark",
    saying.RemarkForm,
    actions.remark,
    icon="message",
    address=own_page("policies.remark"),
    agree=_("Send it"),
    lead=_("The unit that answers for the rule says what came of it; all staff can read both."),
)
form(
    "policies.enter_remark",
    saying.EnterRemarkForm,
    actions.enter_remark,
    icon="pencil",
    lead=_("For what was said at a meeting or on paper."),
)
form("policies.answer_remark", saying.AnswerRemarkForm, actions.answer_remark, icon="message")
form(
    "policies.close_consultation",
    saying.CloseForm,
    actions.close_consultation,
    icon="check",
    lead=_("Afterwards you may still change the draft, then submit it."),
)
form(
    "policies.submit_edition",
    ActForm,
    actions.submit_edition,
    icon="send",
    brief=True,
    agree=_("Submit it"),
    lead=_(
        "Counsel reviews it, then the committee decides by a resolution. Nothing can be "
        "changed meanwhile."
    ),
)
form(
    "policies.review_edition",
    DecideForm,
    actions.review_edition,
    icon="rubber-stamp",
    agree=_("Give this decision"),
    lead=_("Say whether it agrees with the law. Your decision can't be taken back."),
)
form(
    "policies.publish_edition",
    ActForm,
    publish,
    icon="news",
    brief=True,
    agree=_("Publish it"),
    lead=_(
        "The text is issued as a numbered paper, and everybody whom it applies to is asked to "
        "confirm it."
    ),
)
form(
    "policies.withdraw_edition",
    NoteForm,
    actions.withdraw_edition,
    icon="x",
    fits=goes_no_further,
    is_next=never,
    lead=_("The draft stays readable; the edition in force holds on."),
)

form(
    "policies.review_in_force",
    writing.ReviewForm,
    actions.review_in_force,
    icon="refresh",
    is_next=never,
)
form(
    "policies.suspend_clause",
    writing.SuspendForm,
    actions.suspend_clause,
    icon="ban",
    is_next=never,
    danger=True,
    agree=_("Suspend it and tell everybody"),
    onward=lambda done: edition_address(done.clause.edition),
    lead=_(
        "The law comes first: from today the clause is not applied, and everybody whom "
        "the rule applies to is told."
    ),
)
form("policies.lift_suspension", NoteForm, actions.lift_suspension, icon="check")
form(
    "policies.enter_signatures",
    SignedSheetForm,
    actions.enter_signatures,
    icon="upload",
    fits=is_published,
    is_next=never,
    lead=_("For people without an account: the scan of the sheet stands for their confirmation."),
)
form(
    "policies.issue_signature_sheet",
    ActForm,
    actions.issue_signature_sheet,
    icon="printer",
    brief=True,
    fits=is_published,
    is_next=never,
    agree=_("Issue it"),
    lead=_("A line for everybody who has not confirmed yet; it stands below with the papers."),
)

form(
    "policies.issue_translation",
    ActForm,
    actions.issue_translation,
    icon="language",
    brief=True,
    fits=has_english,
    is_next=never,
    agree=_("Issue it"),
    lead=_("As a translation: the paper says that the Chinese text governs."),
)

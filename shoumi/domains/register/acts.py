"""How each act on a secret is asked for: its form, what it says will happen, its button."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register import actions
from shoumi.domains.register.forms import acting, issuing
from shoumi.domains.register.forms.describing import DescribeForm
from shoumi.domains.register.forms.grades import AmendForm, PresetForm
from shoumi.domains.register.forms.nominating import NominateForm
from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.domains.register.rules.issuing import can_be_labelled, has_a_sheet
from shoumi.domains.register.submission import readiness
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts import ActForm, form, never
from shoumi.kernel.ui.records import many


def amend(grade: Grade, *, by: Actor, at: datetime, **values: Any) -> Grade:
    """The form's fields as the values of the grade."""
    return actions.amend_grade(grade, values=values, by=by, at=at)


def secret_address(secret: TradeSecret) -> str:
    return reverse("register.secret", args=[secret.pk])


def describe_address(secret: TradeSecret) -> str:
    return reverse("register.describe", args=[secret.pk])


def review_is_due(secret: TradeSecret, at: datetime) -> bool:
    return secret.due_on is not None and secret.due_on <= local_day(at)


form(
    "register.nominate", NominateForm, actions.nominate,
    icon="plus", agree=_("Nominate it"), onward=secret_address,
)  # fmt: skip
form(
    "register.refine", DescribeForm, actions.refine,
    icon="pencil", agree=_("Save the description"), address=describe_address,
)  # fmt: skip
form(
    "register.propose_grading", ActForm, actions.propose_grading,
    icon="send", agree=_("Submit it"), brief=True,
    fits=lambda secret: not readiness(secret).missing,
    lead=_("It goes to the department, then to the leader in charge, and higher where the grade "
           "asks for it. While they decide, nothing in it can be changed."),
)  # fmt: skip
form(
    "register.approve_grading", acting.DecideOnSecret, actions.approve_grading,
    icon="rubber-stamp", agree=_("Give this decision"),
    lead=_("Your decision is kept with your name and the time, and can't be taken back."),
)  # fmt: skip
form(
    "register.enter_paper_decision", acting.PaperOnSecret, actions.enter_paper_decision,
    icon="paperclip", agree=_("Enter the decision"), is_next=never,
    fits=lambda secret: secret.state in {"proposed", "changing"},
    lead=_("For what was signed on paper. Enter it as it stands there; keep the paper."),
)  # fmt: skip
form(
    "register.file", ActForm, actions.file,
    icon="archive", agree=_("File it"), brief=True,
    lead=_("It gets the next number of the register and is in force from its day of approval."),
)  # fmt: skip
form(
    "register.propose_change", acting.ChangeForm, actions.propose_change,
    icon="refresh", agree=_("Submit the change"), is_next=never,
    lead=_("Until it is decided, grade and term stay as they are."),
)  # fmt: skip
form(
    "register.approve_change", acting.DecideOnSecret, actions.approve_change,
    icon="rubber-stamp", agree=_("Give this decision"),
    lead=_("Your decision is kept with your name and the time, and can't be taken back."),
)  # fmt: skip
form(
    "register.review", acting.ReviewForm, actions.review,
    icon="checks", agree=_("Record the review"), brief=True, is_next=review_is_due,
    lead=_("Is it still unknown outside, still of value, still well guarded, and rightly graded?"),
)  # fmt: skip
many.declare(
    many.Many(
        "register.review",
        _("Recorded for each: looked through, still secret and rightly graded."),
        {"outcome": "keep"},
    )
)
form(
    "register.widen_audience", acting.WidenForm, actions.widen_audience,
    icon="users", agree=_("Add to the audience"), is_next=never,
    lead=_("Only who needs it for the work. Name one person, one post or one department."),
)  # fmt: skip
form(
    "register.narrow_audience", acting.NarrowForm, actions.narrow_audience,
    icon="minus", agree=_("Remove from the audience"), is_next=never,
    lead=_("From today they can't open it any more. That they knew it stays on the record."),
)  # fmt: skip
form(
    "register.issue_label", issuing.LabelForm, actions.issue_label,
    icon="qrcode", agree=_("Issue it"), brief=True, fits=can_be_labelled, is_next=never,
    lead=_("To stick on the folder, the disk or the cabinet. It bears mark and number, no title. "
           "You find it below under “Papers and evidence”."),
)  # fmt: skip
many.declare(
    many.Many(
        "register.issue_label",
        _(
            "Each gets a label of its own with mark and number, to print and stick on. A label "
            "issued before is replaced."
        ),
    )
)
form(
    "register.issue_sheet", issuing.SheetForm, actions.issue_sheet,
    icon="file-certificate", agree=_("Issue it"), brief=True, fits=has_a_sheet,
    is_next=never,
    lead=_("With every step and every opinion. What is sealed stays sealed: the sheet bears only "
           "its fingerprint. You find it below under “Papers and evidence”."),
)  # fmt: skip
form(
    "register.issue_change_sheet", issuing.ChangeSheetForm, actions.issue_change_sheet,
    icon="file-certificate", agree=_("Issue it"), brief=True, is_next=never,
    fits=lambda secret: has_a_sheet(secret) and secret.changes.exists(),
    lead=_("Old and new side by side, the reason, and every opinion. You find it below under "
           "“Papers and evidence”."),
)  # fmt: skip
form(
    "register.decline", acting.DeclineForm, actions.decline,
    icon="x", agree=_("Answer with no"), danger=True, brief=True,
    lead=_("The nomination ends here. Your reason is shown to whoever nominated it."),
)  # fmt: skip
form(
    "register.withdraw", ActForm, actions.withdraw,
    icon="arrow-back-up", agree=_("Withdraw it"), danger=True, brief=True,
    lead=_("The nomination ends, and so does an approval under way."),
)  # fmt: skip
form(
    "register.quarantine", acting.SuspectForm, actions.quarantine,
    icon="ban", agree=_("Quarantine it now"), danger=True,
    lead=_("Nobody opens it from this moment on, until the office has cleared it. Do not copy or "
           "forward it. Call the state-secrets office of your organisation."),
)  # fmt: skip
form(
    "register.release", acting.ReasonForm, actions.release,
    icon="check", agree=_("Put it back"), is_next=never,
    lead=_("It is no state secret: it goes back to where it stood. Say how you made sure."),
)  # fmt: skip
form(
    "register.entomb", acting.EntombForm, actions.entomb,
    icon="trash", agree=_("Remove it for good"), danger=True,
    lead=_("Only number and dates stay here. Hand the paper over by the way for state secrets."),
)  # fmt: skip
form(
    "register.hold", acting.HoldForm, actions.hold,
    icon="gavel", agree=_("Save"), is_next=never,
    lead=_("A secret held for a case stays exactly as it is until the case is over."),
)  # fmt: skip
form(
    "register.void", acting.ReasonForm, actions.void,
    icon="circle-x", agree=_("Void it"), danger=True,
    lead=_("For an entry made in error. Its number is never given again; what was done stays on "
           "record."),
)  # fmt: skip
form(
    "register.adopt_grades", PresetForm, actions.adopt_grades,
    icon="list-details", agree=_("Adopt these grades"),
    lead=_("Grades are set by the committee. The office enters here what it has resolved."),
    onward=lambda _grade: reverse("register.grades"),
)  # fmt: skip
form(
    "register.amend_grade", AmendForm, amend,
    icon="pencil", agree=_("Save"),
    lead=_("What you change here holds for every secret of this grade from now on."),
)  # fmt: skip

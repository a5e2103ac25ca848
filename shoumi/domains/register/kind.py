"""How a trade secret shows itself on the house's one record page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.body import body, grades_of
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.register.rules.flow import FLOW
from shoumi.kernel.records import kinds
from shoumi.kernel.ui.components import Tone

ACTIONS = (
    "register.propose_grading",
    "register.refine",
    "register.approve_grading",
    "register.file",
    "register.approve_change",
    "register.review",
    "register.propose_change",
    "register.widen_audience",
    "register.narrow_audience",
    "register.issue_label",
    "register.issue_sheet",
    "register.issue_change_sheet",
    "register.enter_paper_decision",
    "register.decline",
    "register.withdraw",
    "register.release",
    "register.entomb",
    "register.hold",
    "register.void",
    "register.quarantine",
)

TONES = {
    "nominated": Tone.INFO,
    "proposed": Tone.WAITING,
    "approved": Tone.WAITING,
    "active": Tone.GOOD,
    "changing": Tone.WAITING,
    "quarantined": Tone.BAD,
}


def mark(secret: Any) -> kinds.GradeMark | None:
    """The grade in force, or the one proposed."""
    grade = grades_of(secret).get(secret.grade or secret.proposed_grade)
    return kinds.GradeMark(str(grade), grade.shade) if grade else None


KIND = kinds.register(
    kinds.Kind(
        name="secret",
        label=_("Trade secret"),
        plural=_("Trade secrets"),
        model=TradeSecret,
        flow=FLOW,
        url="register.secret",
        home="register.list",
        body="register/_secret_body.html",
        context=body,
        actions=ACTIONS,
        icon="shield-lock",
        mark=mark,
        tones=TONES,
        due=_("review by %(day)s"),
    )
)

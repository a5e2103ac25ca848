"""Every change of the register of trade secrets."""

from shoumi.domains.register.actions.amending import Amendment, amend_entry
from shoumi.domains.register.actions.answering import (
    answer_campaign,
    answer_nothing,
    confirm_answer,
    return_answer,
)
from shoumi.domains.register.actions.audience import narrow_audience, widen_audience
from shoumi.domains.register.actions.campaigning import (
    Scheme,
    begin_campaign,
    close_campaign,
    decide_campaign,
    follow_campaign_resolution,
    revise_campaign,
    submit_campaign,
    withdraw_campaign,
)
from shoumi.domains.register.actions.changing import approve_change, propose_change, review, void
from shoumi.domains.register.actions.deciding_by_resolution import follow_resolution
from shoumi.domains.register.actions.deciding_on_paper import enter_paper_decision
from shoumi.domains.register.actions.describing import Description, Place, refine
from shoumi.domains.register.actions.existing import enter_existing, enter_ledger_rows
from shoumi.domains.register.actions.exporting import export_list
from shoumi.domains.register.actions.following import (
    end_catalogue,
    end_standard,
    follow_catalogue,
    follow_standard,
)
from shoumi.domains.register.actions.grades import adopt_grades, amend_grade
from shoumi.domains.register.actions.grading import (
    approve_grading,
    decline,
    file,
    propose_grading,
    withdraw,
)
from shoumi.domains.register.actions.guarding import (
    entomb,
    hold,
    quarantine,
    read_content,
    release,
)
from shoumi.domains.register.actions.intake import Existing
from shoumi.domains.register.actions.issuing import (
    issue_change_sheet,
    issue_label,
    issue_sheet,
)
from shoumi.domains.register.actions.nominating import nominate

__all__ = [
    "Amendment",
    "Description",
    "Existing",
    "Place",
    "Scheme",
    "adopt_grades",
    "amend_entry",
    "amend_grade",
    "answer_campaign",
    "answer_nothing",
    "approve_change",
    "approve_grading",
    "begin_campaign",
    "close_campaign",
    "confirm_answer",
    "decide_campaign",
    "decline",
    "end_catalogue",
    "end_standard",
    "enter_existing",
    "enter_ledger_rows",
    "enter_paper_decision",
    "entomb",
    "export_list",
    "file",
    "follow_campaign_resolution",
    "follow_catalogue",
    "follow_resolution",
    "follow_standard",
    "hold",
    "issue_change_sheet",
    "issue_label",
    "issue_sheet",
    "narrow_audience",
    "nominate",
    "propose_change",
    "propose_grading",
    "quarantine",
    "read_content",
    "refine",
    "release",
    "return_answer",
    "review",
    "revise_campaign",
    "submit_campaign",
    "void",
    "widen_audience",
    "withdraw",
    "withdraw_campaign",
]

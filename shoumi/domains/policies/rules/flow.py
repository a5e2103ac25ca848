"""The state tables of a rule, of its editions and of a question about it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.domains.policies.rules.readiness import cannot_close, cannot_consult, cannot_submit
from shoumi.foundation.workflow import Flow, State, Step

BEING_WRITTEN = ("draft", "consulted")
ON_ITS_WAY = ("draft", "consulting", "consulted", "submitted", "adopted", "published")

RULE = Flow(
    kind="rule",
    start="planned",
    states=(
        State("planned", pgettext_lazy("of a rule", "Not in force yet")),
        State("in_force", pgettext_lazy("of a rule", "In force")),
        State("repealing", pgettext_lazy("of a rule", "In force, repeal proposed")),
        State("repealed", pgettext_lazy("of a rule", "Repealed"), final=True),
        State("abandoned", pgettext_lazy("of a rule", "Given up"), final=True),
    ),
    steps=(
        Step("policies.draft_edition", ("planned", "in_force"), None, "keeper",
             _("Draft an edition")),
        Step("came_into_force", ("planned",), "in_force", "house", _("Came into force")),
        Step("policies.abandon_rule", ("planned",), "abandoned", "keeper", _("Give it up")),
        Step("policies.propose_repeal", ("in_force",), "repealing", "keeper",
             _("Propose to repeal it")),
        Step("policies.withdraw_repeal", ("repealing",), "in_force", "keeper",
             _("Withdraw the proposal")),
        Step("repeal_agreed", ("repealing",), "repealed", "committee", _("Repealed")),
        Step("repeal_refused", ("repealing",), "in_force", "committee", _("Repeal refused")),
    ),
)  # fmt: skip

EDITION = Flow(
    kind="rule_edition",
    start="draft",
    states=(
        State("draft", pgettext_lazy("of an edition", "Draft")),
        State("consulting", pgettext_lazy("of an edition", "Staff are consulted")),
        State("consulted", pgettext_lazy("of an edition", "Staff were consulted")),
        State("submitted", pgettext_lazy("of an edition", "With counsel and the committee")),
        State("adopted", pgettext_lazy("of an edition", "Adopted, to be published")),
        State("published", pgettext_lazy("of an edition", "Published, not in force yet")),
        State("in_force", pgettext_lazy("of an edition", "In force")),
        State("superseded", pgettext_lazy("of an edition", "Replaced"), final=True),
        State("repealed", pgettext_lazy("of an edition", "Repealed"), final=True),
        State("declined", pgettext_lazy("of an edition", "Declined"), final=True),
        State("withdrawn", pgettext_lazy("of an edition", "Withdrawn"), final=True),
    ),
    steps=(
        Step("policies.write_clause", BEING_WRITTEN, None, "keeper", _("Write a clause")),
        Step("policies.take_text", BEING_WRITTEN, None, "keeper", _("Take the text from a file")),
        Step("policies.strike_clause", BEING_WRITTEN, None, "keeper", _("Strike a clause out")),
        Step("policies.write_annex", BEING_WRITTEN, None, "keeper", _("Write the annex")),
        Step("policies.take_over", BEING_WRITTEN, None, "keeper", _("Take over the text")),
        Step("policies.enter_adopted", ("draft",), "published", "office",
             _("Put before everybody what is in force")),
        Step("policies.describe_edition", BEING_WRITTEN, None, "keeper", _("Say what is new")),
        Step("policies.check_basis", BEING_WRITTEN, None, "keeper", _("Check it against the law")),
        Step("policies.open_consultation", BEING_WRITTEN, "consulting", "keeper",
             _("Consult the staff"), guards=(cannot_consult,)),
        Step("policies.remark", ("consulting",), None, "staff", _("Say something on the draft")),
        Step("policies.enter_remark", ("consulting",), None, "keeper",
             _("Enter what somebody said")),
        Step("policies.close_consultation", ("consulting",), "consulted", "keeper",
             _("Close the consultation"), guards=(cannot_close,)),
        Step("policies.submit_edition", ("consulted",), "submitted", "keeper",
             _("Submit it"), guards=(cannot_submit,)),
        Step("policies.review_edition", ("submitted",), None, "counsel", _("Legal review")),
        Step("edition_returned", ("submitted",), "consulted", "asked", _("Returned")),
        Step("edition_declined", ("submitted",), "declined", "asked", _("Declined")),
        Step("edition_adopted", ("submitted",), "adopted", "committee", _("Adopted")),
        Step("policies.publish_edition", ("adopted",), "published", "office", _("Publish it")),
        Step("policies.bring_into_force", ("published",), "in_force", "house",
             _("Came into force")),
        Step("policies.review_in_force", ("in_force",), None, "keeper", _("Review the rule")),
        Step("policies.suspend_clause", ("in_force",), None, "office", _("Suspend a clause")),
        Step("policies.issue_translation", ("published", "in_force"), None, "office",
             _("Issue it in English")),
        Step("policies.ask_newcomers", ("published", "in_force"), None, "house",
             _("Ask those who joined since")),
        Step("edition_superseded", ("in_force",), "superseded", "house", _("Replaced")),
        Step("edition_repealed", ("in_force",), "repealed", "committee", _("Repealed")),
        Step("policies.withdraw_edition", ON_ITS_WAY, "withdrawn", "keeper", _("Withdraw it")),
    ),
)  # fmt: skip

QUESTION = Flow(
    kind="rule_question",
    start="asked",
    states=(
        State("asked", pgettext_lazy("of a question", "Asked")),
        State("drafted", pgettext_lazy("of a question", "Answer before the committee")),
        State("agreed", pgettext_lazy("of a question", "Answer agreed, to be published")),
        State("published", pgettext_lazy("of a question", "Answered and published"), final=True),
        State("dismissed", pgettext_lazy("of a question", "Answered without interpretation"),
              final=True),
        State("withdrawn", pgettext_lazy("of a question", "Withdrawn"), final=True),
    ),
    steps=(
        Step("policies.draft_answer", ("asked",), "drafted", "keeper", _("Draft the answer")),
        Step("answer_agreed", ("drafted",), "agreed", "committee", _("Agreed")),
        Step("answer_refused", ("drafted",), "asked", "committee", _("Not agreed")),
        Step("policies.publish_answer", ("agreed",), "published", "office", _("Publish it")),
        Step("policies.dismiss_question", ("asked",), "dismissed", "keeper",
             _("Answer without an interpretation")),
        Step("policies.withdraw_question", ("asked",), "withdrawn", "asker", _("Withdraw it")),
    ),
)  # fmt: skip

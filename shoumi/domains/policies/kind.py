"""How rules, their editions and questions show themselves on the house's one record page."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.body import edition_body, question_body, rule_body
from shoumi.domains.policies.models import Edition, Question, Rule
from shoumi.domains.policies.rules.flow import EDITION, QUESTION, RULE
from shoumi.kernel.records import kinds

RULES = kinds.register(
    kinds.Kind(
        name="rule",
        label=_("Rule"),
        plural=_("Rules"),
        model=Rule,
        flow=RULE,
        url="policies.rule",
        body="policies/_rule_body.html",
        context=rule_body,
        actions=(
            "policies.draft_edition",
            "policies.withdraw_repeal",
            "policies.propose_repeal",
            "policies.abandon_rule",
        ),
        icon="book",
        home="policies.rules",
        tones={"in_force": "good", "repealing": "waiting", "planned": "info"},
    )
)
EDITIONS = kinds.register(
    kinds.Kind(
        name="rule_edition",
        label=_("Edition of a rule"),
        plural=_("Editions of rules"),
        model=Edition,
        flow=EDITION,
        url="policies.edition",
        body="policies/_edition_body.html",
        context=edition_body,
        actions=(
            "policies.review_edition",
            "policies.publish_edition",
            "policies.submit_edition",
            "policies.remark",
            "policies.close_consultation",
            "policies.write_clause",
            "policies.take_text",
            "policies.check_basis",
            "policies.write_annex",
            "policies.describe_edition",
            "policies.open_consultation",
            "policies.enter_remark",
            "policies.ask_question",
            "policies.enter_signatures",
            "policies.issue_signature_sheet",
            "policies.issue_translation",
            "policies.review_in_force",
            "policies.suspend_clause",
            "policies.strike_clause",
            "policies.withdraw_edition",
        ),
        icon="book",
        home="policies.rules",
        tones={"consulting": "waiting", "submitted": "waiting", "adopted": "waiting",
               "published": "waiting", "in_force": "good", "declined": "bad"},
    )
)  # fmt: skip
QUESTIONS = kinds.register(
    kinds.Kind(
        name="rule_question",
        label=_("Question on a rule"),
        plural=_("Questions on rules"),
        model=Question,
        flow=QUESTION,
        url="policies.question",
        body="policies/_question_body.html",
        context=question_body,
        actions=(
            "policies.draft_answer",
            "policies.publish_answer",
            "policies.translate_answer",
            "policies.dismiss_question",
            "policies.withdraw_question",
        ),
        icon="help-circle",
        home="policies.questions",
        due=_("to be answered by %(day)s"),
        tones={"drafted": "waiting", "agreed": "waiting", "published": "good"},
    )
)

"""The state tables of a plan and of what is carried out of it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.domains.programme.rules.readiness import (
    cannot_close,
    cannot_consult,
    cannot_submit,
    cannot_submit_summary,
)
from shoumi.foundation.workflow import Flow, State, Step

BEING_WRITTEN = ("draft", "consulted")

PLAN = Flow(
    kind="plan",
    start="draft",
    states=(
        State("draft", pgettext_lazy("of a plan", "Draft")),
        State("consulting", pgettext_lazy("of a plan", "Departments are asked")),
        State("consulted", pgettext_lazy("of a plan", "Departments were asked")),
        State("submitted", pgettext_lazy("of a plan", "Before those who decide")),
        State("adopted", pgettext_lazy("of a plan", "Adopted, to be issued")),
        State("in_force", pgettext_lazy("of a plan", "Being carried out")),
        State("summing", pgettext_lazy("of a plan", "Summary before those who decide")),
        State("summary_adopted", pgettext_lazy("of a plan", "Summary adopted, to be issued")),
        State("summed_up", pgettext_lazy("of a plan", "Summed up"), final=True),
        State("superseded", pgettext_lazy("of a plan", "Replaced by an amended one"), final=True),
        State("declined", pgettext_lazy("of a plan", "Declined"), final=True),
        State("withdrawn", pgettext_lazy("of a plan", "Withdrawn"), final=True),
    ),
    steps=(
        Step("programme.describe_plan", BEING_WRITTEN, None, "office", _("Say what it aims at")),
        Step("programme.write_item", BEING_WRITTEN, None, "office", _("Write an item")),
        Step("programme.strike_item", BEING_WRITTEN, None, "office", _("Strike an item out")),
        Step("programme.consult_plan", BEING_WRITTEN, "consulting", "office",
             _("Ask the departments"), guards=(cannot_consult,)),
        Step("programme.remark", ("consulting",), None, "department",
             _("Say something on the plan")),
        Step("programme.close_consultation", ("consulting",), "consulted", "office",
             _("Close the consultation"), guards=(cannot_close,)),
        Step("programme.submit_plan", ("consulted",), "submitted", "office", _("Submit it"),
             guards=(cannot_submit,)),
        Step("programme.decide_plan", ("submitted", "summing"), None, "director", _("Decide")),
        Step("plan_returned", ("submitted",), "consulted", "asked", _("Returned")),
        Step("plan_declined", ("submitted",), "declined", "asked", _("Declined")),
        Step("plan_adopted", ("submitted",), "adopted", "asked", _("Adopted")),
        Step("programme.issue_plan", ("adopted",), "in_force", "office", _("Issue it")),
        Step("programme.amend_plan", ("in_force",), None, "office", _("Amend it")),
        Step("programme.begin_next", ("in_force", "summing", "summary_adopted"), None, "office",
             _("Begin next year's plan")),
        Step("plan_superseded", ("in_force",), "superseded", "house",
             _("Replaced by an amended one")),
        Step("programme.write_summary", ("in_force",), None, "office", _("Write the summary")),
        Step("programme.submit_summary", ("in_force",), "summing", "office",
             _("Submit the summary"), guards=(cannot_submit_summary,)),
        Step("summary_returned", ("summing",), "in_force", "asked", _("Summary returned")),
        Step("summary_adopted", ("summing",), "summary_adopted", "asked", _("Summary adopted")),
        Step("programme.issue_summary", ("summary_adopted",), "summed_up", "office",
             _("Issue the summary")),
        Step("programme.withdraw_plan", ("draft", "consulting", "consulted", "submitted",
             "adopted"), "withdrawn", "office", _("Withdraw it")),
    ),
)  # fmt: skip

PLANNED_WORK = Flow(
    kind="planned_work",
    start="under_way",
    states=(
        State("under_way", pgettext_lazy("of an item", "Under way")),
        State("over", pgettext_lazy("of an item", "Over"), final=True),
        State("dropped", pgettext_lazy("of an item", "Taken out of the plan"), final=True),
    ),
    steps=(
        Step("programme.name_lead", ("under_way",), None, "office", _("Name another lead")),
        Step("rewritten", ("under_way",), None, "house", _("Amended with its plan")),
        Step("plan_over", ("under_way",), "over", "house", _("Its plan was summed up")),
        Step("taken_out", ("under_way",), "dropped", "house", _("Taken out by an amended plan")),
    ),
)  # fmt: skip

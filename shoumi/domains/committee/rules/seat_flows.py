"""The state tables of nominations, vacancies, undertakings, interests, opinions and extracts."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.foundation.workflow import Flow, State, Step

NOMINATION = Flow(
    kind="nomination",
    start="proposed",
    states=(
        State("proposed", pgettext_lazy("of a nomination", "Proposed")),
        State("appointed", pgettext_lazy("of a nomination", "Appointed")),
        State("ended", pgettext_lazy("of a nomination", "Left the seat"), final=True),
        State("declined", pgettext_lazy("of a nomination", "Not appointed"), final=True),
        State("withdrawn", pgettext_lazy("of a nomination", "Withdrawn"), final=True),
    ),
    steps=(
        Step("committee.appoint", ("proposed",), "appointed", "director", _("Appoint")),
        Step("committee.decline_nomination", ("proposed",), "declined", "director",
             _("Do not appoint")),
        Step("committee.withdraw_nomination", ("proposed",), "withdrawn", "office",
             _("Withdraw the nomination")),
        Step("left", ("appointed",), "ended", "house", _("Left the seat")),
    ),
)  # fmt: skip

VACANCY = Flow(
    kind="vacancy",
    start="vacant",
    states=(
        State("vacant", pgettext_lazy("of a seat", "Vacant")),
        State("filled", pgettext_lazy("of a seat", "Filled"), final=True),
    ),
    steps=(Step("filled", ("vacant",), "filled", "house", pgettext_lazy("of a seat", "Filled")),),
)

UNDERTAKING = Flow(
    kind="undertaking",
    start="open",
    states=(
        State("open", pgettext_lazy("of an undertaking", "Being signed")),
        State("closed", pgettext_lazy("of an undertaking", "The year is over"), final=True),
    ),
    steps=(
        Step("committee.enter_undertakings", ("open",), None, "office",
             _("Enter undertakings signed on paper")),
        Step("committee.close_undertaking", ("open",), "closed", "house",
             pgettext_lazy("of an undertaking", "The year is over")),
    ),
)  # fmt: skip

INTEREST = Flow(
    kind="interest",
    start="declared",
    states=(
        State("declared", pgettext_lazy("of an interest", "Declared")),
        State("ended", pgettext_lazy("of an interest", "Ended"), final=True),
    ),
    steps=(
        Step("committee.end_interest", ("declared",), "ended", "declarer",
             _("Say that it has ended")),
    ),
)  # fmt: skip

OPINION = Flow(
    kind="opinion",
    start="asked",
    states=(
        State("asked", pgettext_lazy("of an opinion", "Asked for")),
        State("given", pgettext_lazy("of an opinion", "Given"), final=True),
        State("declined", pgettext_lazy("of an opinion", "Declined"), final=True),
        State("withdrawn", pgettext_lazy("of an opinion", "Taken back"), final=True),
    ),
    steps=(
        Step("committee.give_opinion", ("asked",), "given", "expert", _("Give the opinion")),
        Step("committee.decline_opinion", ("asked",), "declined", "expert",
             _("Decline to give an opinion")),
        Step("committee.withdraw_question", ("asked",), "withdrawn", "asker",
             _("Take the question back")),
    ),
)  # fmt: skip

EXTRACT = Flow(
    kind="committee_extract",
    start="issued",
    states=(State("issued", pgettext_lazy("of a paper", "Issued"), final=True),),
    steps=(),
)

"""How nominations, vacancies, undertakings, interests and opinions show themselves: each on the
one record page of the house."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.body_seats import (
    extract_body,
    interest_body,
    nomination_body,
    opinion_body,
    undertaking_body,
    vacancy_body,
)
from shoumi.domains.committee.models import (
    Extract,
    Interest,
    Nomination,
    Opinion,
    Undertaking,
    Vacancy,
)
from shoumi.domains.committee.rules.seat_flows import (
    EXTRACT,
    INTEREST,
    NOMINATION,
    OPINION,
    UNDERTAKING,
    VACANCY,
)
from shoumi.kernel.records import kinds

kinds.register(
    kinds.Kind(
        name="nomination", label=_("Nomination"), plural=_("Nominations"), model=Nomination,
        flow=NOMINATION, url="committee.nomination", body="committee/_seat_body.html",
        context=nomination_body, icon="user-check", home="committee.nominations",
        actions=(
            "committee.appoint", "committee.decline_nomination", "committee.withdraw_nomination",
        ),
        tones={"proposed": "waiting", "appointed": "good", "declined": "bad"}, drafted=False,
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        name="vacancy", label=_("Vacant seat"), plural=_("Vacant seats"), model=Vacancy,
        flow=VACANCY, url="committee.vacancy", body="committee/_seat_body.html",
        context=vacancy_body, icon="users", home="committee.seats", actions=(),
        due=_("to be filled by %(day)s"), tones={"vacant": "bad", "filled": "good"},
        drafted=False,
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        name="undertaking", label=_("Yearly undertaking"), plural=_("Yearly undertakings"),
        model=Undertaking, flow=UNDERTAKING, url="committee.undertaking",
        body="committee/_undertaking_body.html", context=undertaking_body, icon="certificate",
        home="committee.undertakings", actions=("committee.enter_undertakings",),
        due=_("to be signed by %(day)s"), tones={"open": "waiting"}, drafted=False,
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        name="interest", label=_("Declared interest"), plural=_("Declared interests"),
        model=Interest, flow=INTEREST, url="committee.interest", body="committee/_seat_body.html",
        context=interest_body, icon="eye", home="committee.interests",
        actions=("committee.end_interest",), tones={"declared": "waiting"}, drafted=False,
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        name="opinion", label=_("Expert opinion"), plural=_("Expert opinions"), model=Opinion,
        flow=OPINION, url="committee.opinion", body="committee/_opinion_body.html",
        context=opinion_body, icon="message", home="committee.opinions",
        actions=(
            "committee.give_opinion", "committee.decline_opinion", "committee.withdraw_question",
        ),
        due=_("to be given by %(day)s"),
        tones={"asked": "waiting", "given": "good", "declined": "bad"}, drafted=False,
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        name="committee_extract", label=_("Record on paper"), plural=_("Records on paper"),
        model=Extract, flow=EXTRACT, url="committee.extract", body="committee/_seat_body.html",
        context=extract_body, icon="file-text", home="committee.extracts",
        actions=("committee.reissue_extract",), tones={"issued": "good"}, drafted=False,
    )
)  # fmt: skip

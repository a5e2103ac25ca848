"""How what crosses domains is asked for on a screen."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.acts import ADOPT, CIRCULATE, MEANWHILE, REVIEW
from shoumi.domains.committee.forms.following import FollowedForm, MeanwhileForm
from shoumi.domains.notices.acts import circular_address
from shoumi.journeys import circulating, deciding, reviewing, revising
from shoumi.journeys.forms import RegimeLawsForm
from shoumi.kernel.ui.acts import ActForm, form, never
from shoumi.regime.acts import is_confirmed
from shoumi.regime.facts import is_first

form("committee.adopt_resolution", FollowedForm, deciding.decide, **ADOPT)
form("committee.decide_meanwhile", MeanwhileForm, deciding.decide_meanwhile, **MEANWHILE)
form("committee.lay_review", ActForm, reviewing.lay_review, **REVIEW)
form(
    "regime.lay_before_staff", ActForm, revising.lay, icon="users", brief=True, fits=is_confirmed,
    is_next=lambda edition, at: not is_first(), onward=revising.rule_address,
    agree=_("Begin its adoption"),
    lead=_("It becomes the next edition of the regime's rule: the staff are consulted for a week "
           "at least, counsel reviews it, the committee decides, everybody confirms it. It can't "
           "be changed meanwhile; you can take it back."),
)  # fmt: skip
form(
    "regime.take_back", ActForm, revising.take_back, icon="arrow-back-up", brief=True,
    fits=revising.is_free, is_next=never,
    lead=_("You change the draft and lay it before the staff again; what they said stays."),
)  # fmt: skip
form(
    "regime.ask_to_confirm", RegimeLawsForm, revising.ask_to_confirm, icon="user-check",
    fits=revising.was_put_before_nobody, onward=revising.rule_address, agree=_("Ask everybody"),
    lead=_("It is published as a rule, and everybody is asked to confirm it. That the staff were "
           "not consulted before its adoption stays to be seen on the page and on the paper."),
)  # fmt: skip
form(
    "committee.circulate_minutes", ActForm, circulating.circulate, onward=circular_address,
    fits=lambda one: one.state in {"signed", "archived"} and not circulating.is_under_way(one),
    **CIRCULATE,
)  # fmt: skip

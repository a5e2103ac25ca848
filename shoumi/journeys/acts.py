"""How what crosses domains is asked for on a screen."""

from shoumi.domains.committee.acts import ADOPT, CIRCULATE, MEANWHILE, REVIEW
from shoumi.domains.committee.forms.following import FollowedForm, MeanwhileForm
from shoumi.domains.notices.acts import circular_address
from shoumi.journeys import circulating, deciding, reviewing
from shoumi.kernel.ui.acts import ActForm, form

form("committee.adopt_resolution", FollowedForm, deciding.decide, **ADOPT)
form("committee.decide_meanwhile", MeanwhileForm, deciding.decide_meanwhile, **MEANWHILE)
form("committee.lay_review", ActForm, reviewing.lay_review, **REVIEW)
form(
    "committee.circulate_minutes", ActForm, circulating.circulate, onward=circular_address,
    fits=lambda one: one.state in {"signed", "archived"} and not circulating.is_under_way(one),
    **CIRCULATE,
)  # fmt: skip

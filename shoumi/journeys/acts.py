"""How what crosses domains is asked for on a screen."""

from shoumi.domains.committee.acts import ADOPT, MEANWHILE, REVIEW
from shoumi.domains.committee.forms.following import FollowedForm, MeanwhileForm
from shoumi.journeys import deciding, reviewing
from shoumi.kernel.ui.acts import ActForm, form

form("committee.adopt_resolution", FollowedForm, deciding.decide, **ADOPT)
form("committee.decide_meanwhile", MeanwhileForm, deciding.decide_meanwhile, **MEANWHILE)
form("committee.lay_review", ActForm, reviewing.lay_review, **REVIEW)

"""How what crosses domains is asked for on a screen."""

from shoumi.domains.committee.acts import ADOPT, MEANWHILE
from shoumi.domains.committee.forms.following import FollowedForm, MeanwhileForm
from shoumi.journeys import deciding
from shoumi.kernel.ui.acts import form

form("committee.adopt_resolution", FollowedForm, deciding.decide, **ADOPT)
form("committee.decide_meanwhile", MeanwhileForm, deciding.decide_meanwhile, **MEANWHILE)

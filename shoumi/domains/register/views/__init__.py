"""The register's screens: one function each."""

from shoumi.domains.register.views.campaigns import begin_campaign, campaigns
from shoumi.domains.register.views.describing import describe
from shoumi.domains.register.views.grades import adopt_grades, amend_grade, grades
from shoumi.domains.register.views.listing import figures, listing
from shoumi.domains.register.views.nominating import hints, nominate
from shoumi.domains.register.views.reading import content

__all__ = [
    "adopt_grades",
    "amend_grade",
    "begin_campaign",
    "campaigns",
    "content",
    "describe",
    "figures",
    "grades",
    "hints",
    "listing",
    "nominate",
]

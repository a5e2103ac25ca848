"""What the register proves of clauses 2.1, 2.2 and 4.2, for today and for any past day.

Every answer is computed from dated rows: what took effect by the day asked about counts, also
where it was entered later; the evidence tells the two dates apart.
"""

from shoumi.domains.register.controls.keeping import reviewed_yearly, terms_current
from shoumi.domains.register.controls.knowing import audience_named, without_audience
from shoumi.domains.register.controls.listing import (
    elements_grounded,
    secrets_graded,
    without_decision,
    without_grounds,
)
from shoumi.domains.register.controls.marking import marked, without_label
from shoumi.domains.register.controls.regrading import without_grade_in_use
from shoumi.domains.register.controls.scope import scope_listed, without_category

__all__ = [
    "audience_named",
    "elements_grounded",
    "marked",
    "reviewed_yearly",
    "scope_listed",
    "secrets_graded",
    "terms_current",
    "without_audience",
    "without_category",
    "without_decision",
    "without_grade_in_use",
    "without_grounds",
    "without_label",
]

"""What is stored of rules: their editions by clauses, what was said, asked and suspended."""

from shoumi.domains.policies.models.consulting import Consultation, Remark
from shoumi.domains.policies.models.edition import Edition
from shoumi.domains.policies.models.question import Question
from shoumi.domains.policies.models.rule import Rule
from shoumi.domains.policies.models.standing import EditionReview, Suspension
from shoumi.domains.policies.models.text import EditionBasis, EditionClause

__all__ = [
    "Consultation",
    "Edition",
    "EditionBasis",
    "EditionClause",
    "EditionReview",
    "Question",
    "Remark",
    "Rule",
    "Suspension",
]

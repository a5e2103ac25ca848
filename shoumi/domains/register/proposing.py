"""The assistant's proposal for one secret, by the scheme of grades that the company uses (4.2)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Min

from shoumi.domains.register.catalogue import (
    Scheme,
    information,
    questions,
    read_scheme,
    schemes,
    section_of,
)
from shoumi.domains.register.models import Grade, GradingStandard
from shoumi.domains.register.rules.assistant import Proposal, propose


def scheme_in_use() -> Scheme | None:
    """That of the grading standard, also of a repealed one whose grades are still in use; else the
    preset that they were taken from; None where there is neither."""
    standard = GradingStandard.objects.last()
    if standard is not None and (standard.until_on is None or _are_still_in_use(standard)):
        where = str(standard)
        return read_scheme(where, section_of(where, standard.scheme))
    code = Grade.objects.in_use().aggregate(code=Min("preset"))["code"]
    return schemes().get(code or "")


def _are_still_in_use(standard: GradingStandard) -> bool:
    """Whether the grades in use are those of the standard, each proposed from the same score."""
    scores = {code: one["from_score"] for code, one in standard.scheme["grades"].items()}
    return scores == dict(Grade.objects.in_use().values_list("code", "from_score"))


def proposal_for(category: str, answers: Mapping[str, str]) -> Proposal | None:
    """What the assistant proposes. Answers that the catalogue does not hold are left out."""
    scheme = scheme_in_use()
    if scheme is None:
        return None
    known = {
        code: answer
        for code, answer in answers.items()
        if code in questions() and answer in questions()[code].answers
    }
    return propose(information().types.get(category), known, scheme)


def kept(category: str, answers: Mapping[str, str]) -> dict[str, Any]:
    """What stays with the secret of the assistant: the answers, and what was proposed on them."""
    proposal = proposal_for(category, answers) if answers else None
    if proposal is None:
        return {}
    return {
        "information_type": category,
        "answers": dict(answers),
        "score": proposal.score,
        "grade": proposal.grade.code,
        "term": str(proposal.term),
    }

"""What rules depend on, read from the records: the text, the laws it rests on, who must follow."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from shoumi.domains.policies.governing import lacks
from shoumi.domains.policies.models import Edition, EditionBasis, EditionClause, Question, Rule
from shoumi.domains.policies.rules.readiness import DECIDED, Readiness
from shoumi.domains.policies.rules.reviewing import amended
from shoumi.domains.policies.rules.texts import Words, text_hash
from shoumi.foundation.law import load_laws
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.models.persons import PersonQuerySet
from shoumi.kernel.delivery.models import Dispatch, Receipt


def clauses_of(edition: Edition) -> list[EditionClause]:
    """Those that stand, in the order of the text."""
    return list(EditionClause.objects.standing().filter(edition=edition))


def hash_of(edition: Edition, clauses: Iterable[EditionClause] | None = None) -> str:
    """SHA-256 of all that the edition says; `clauses` are its own, where they are at hand."""
    said = clauses_of(edition) if clauses is None else clauses
    return text_hash(
        [(one.ident, one.heading, one.text, one.heading_en, one.text_en) for one in said],
        edition.annex,
    )


def words_of(clauses: Iterable[EditionClause]) -> list[Words]:
    """In the reader's language."""
    return [Words(one.ident, one.display_heading, one.display_text) for one in clauses]


def basis_on(editions: Sequence[Edition], day: date) -> dict[int, dict[str, str]]:
    """For each edition the laws that it rested on by that day, with the version checked. One
    query."""
    found: dict[int, dict[str, str]] = {one.pk: {} for one in editions}
    rows = EditionBasis.objects.filter(edition__in=list(found), checked_on__lte=day)
    for row in rows.order_by("checked_on", "pk"):
        of_edition = found[row.edition_id]
        if row.dropped:
            of_edition.pop(row.law, None)
        else:
            of_edition[row.law] = row.law_version
    return found


def basis_of(edition: Edition, day: date) -> dict[str, str]:
    return basis_on([edition], day)[edition.pk]


def readiness(edition: Edition, day: date) -> Readiness:
    """What the guards of the edition's next step look at. Five queries at most."""
    clauses, basis = clauses_of(edition), basis_of(edition, day)
    last = edition.consultations.last()
    waiting = last.remarks.filter(outcome="").count() if last is not None else 0
    before = edition.supersedes
    return Readiness(
        today=day,
        clauses=len(clauses),
        laws=len(basis),
        outdated=len(amended(basis, load_laws(), day)),
        closes_on=last.closes_on if last is not None else None,
        unanswered=waiting,
        changed=before is None or hash_of(before) != hash_of(edition, clauses),
        also_lacks=lacks(edition, day),
    )


def may_be_withdrawn(edition: Edition, day: date) -> bool:
    """Until it is decided on; afterwards only where something stands in its way for good."""
    return edition.state not in DECIDED or bool(lacks(edition, day))


def content(record: Edition | Rule | Question, day: date) -> dict[str, Any]:
    """What is decided about: this text with its day and its laws; this answer; this repeal."""
    if isinstance(record, Edition):
        return {
            "rule": record.rule_id,
            "ordinal": record.ordinal,
            "text": hash_of(record),
            "wanted_on": record.wanted_on,
            "basis": sorted(basis_of(record, day).items()),
        }
    if isinstance(record, Question):
        return {
            "clause": record.clause_asked_id, "asked": record.asked, "answer": record.answer,
        }  # fmt: skip
    return {"rule": record.pk, "repeal": True}


def in_force(rule: Rule, day: date) -> Edition | None:
    """The one edition that holds on that day."""
    found: Edition | None = (
        Edition.objects.filter(rule=rule).in_force_at(day).order_by("-in_force_on", "-pk").first()
    )
    return found


def regime_rule(entity: OrgUnit) -> Rule | None:
    """The rule by which the company's regime is consulted on, published and confirmed."""
    rows = Rule.objects.filter(sort=Rule.Sort.REGIME, entity=entity)
    found: Rule | None = rows.exclude(state__in=["repealed", "abandoned"]).first()
    return found


def followers(unit: OrgUnit, day: date) -> PersonQuerySet:
    """Who must follow a rule that applies to that unit: all who are there on that day."""
    return Person.objects.active(day).filter(org_unit__path__startswith=unit.path)


def asked_of(edition: Edition) -> Any:
    """The sendings by which the published text was put before people to confirm."""
    return Dispatch.objects.filter(record_id=edition.pk, document_id=edition.paper_id).exclude(
        document=None
    )


def not_asked_yet(edition: Edition, day: date) -> PersonQuerySet:
    """Those who must follow it and to whom it was not sent, such as people who joined since."""
    sent = Receipt.objects.filter(
        dispatch__record_id=edition.pk,
        dispatch__document_id=edition.paper_id,
        person_id=OuterRef("pk"),
    )
    return followers(edition.rule.applies_to, day).filter(~Exists(sent))

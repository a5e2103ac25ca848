"""What is put before those who decide on a secret, and what is still missing before it can be."""

import hashlib
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as t

from shoumi.domains.register.models import (
    CarrierPlace,
    Grade,
    Measure,
    SecretPoint,
    TradeSecret,
)
from shoumi.domains.register.rules.elements import Element
from shoumi.domains.register.rules.flow import Readiness
from shoumi.domains.register.rules.grading import approver_chain
from shoumi.domains.register.scoping import covering, entries_for, same_entry
from shoumi.kernel.accounts.models import OrgUnit, Person, Post, Role
from shoumi.kernel.accounts.standing import committee_sits, holders
from shoumi.kernel.approvals.asking import Ask
from shoumi.kernel.approvals.models import Step
from shoumi.kernel.records.models import Audience, Capacity


def content(secret: TradeSecret) -> dict[str, Any]:
    """Everything that a decision is about; sealed texts stand for themselves by their hash."""
    change = secret.changes.filter(state="proposed").first()
    return {
        "title": secret.title,
        "category": secret.category,
        "scope_entry": secret.scope_entry_id,
        "origin": [secret.origin, secret.origin_note],
        "owner": secret.owner_id,
        "grade": secret.proposed_grade,
        "term": secret.proposed_term,
        "grounds": [
            [row.element, digest(row.statement)] for row in secret.grounds.filter(until_on=None)
        ],
        "points": [
            [row.place, digest(row.statement)] for row in secret.points.filter(until_on=None)
        ],
        "places": sorted(
            secret.places.filter(until_on=None).values_list("medium", "whereabouts", "sha256")
        ),
        "measures": sorted(secret.measures.filter(until_on=None).values_list("kind", "note")),
        "audience": sorted(
            f"{row.person_id}/{row.post_id}/{row.org_unit_id}"
            for row in Audience.objects.filter(
                record_id=secret.pk, capacity=Capacity.KNOWS, until_on=None
            )
        ),
        "change": [change.pk, change.kind, change.to_grade, change.to_term] if change else None,
    }


def digest(sealed: Any) -> str:
    """SHA-256 of a text as it lies sealed, in hex: it stands for a text that is not opened."""
    return hashlib.sha256(bytes(sealed)).hexdigest()


def readiness(secret: TradeSecret) -> Readiness:
    """What a proposal still lacks, in words (2.1: all three elements; 4.2: the rest)."""
    told = set(secret.grounds.filter(until_on=None).values_list("element", flat=True))
    missing = [
        t("grounds for “%(element)s”") % {"element": element.label}
        for element in Element
        if element.value not in told
    ]
    there = _there(secret)
    checks = [
        (bool(secret.category), t("the category")),
        (not _lacks_entry(secret), t("the entry of the scope catalogue")),
        (bool(secret.origin), t("the origin")),
        (secret.owner_id is not None, t("the owner")),
        (there["points"], t("a secret point")),
        (there["places"], t("where a carrier is")),
        (there["audience"], t("the audience")),
        (there["measures"], t("a protective measure")),
        (bool(secret.proposed_grade), t("the proposed grade")),
        (bool(secret.proposed_term), t("the proposed term")),
    ]
    return Readiness(tuple(missing + [what for there, what in checks if not there]))


def _lacks_entry(secret: TradeSecret) -> bool:
    """The catalogue in force covers its kind of information, and no entry of it was named."""
    entries = entries_for(secret.org_unit)
    return bool(covering(entries, secret.category)) and (
        same_entry(secret.scope_entry, entries) is None
    )


def _there(secret: TradeSecret) -> dict[str, bool]:
    """Which parts of the description hold something today. One query."""
    of = {"secret_id": OuterRef("pk"), "until_on": None}
    known = {"record_id": OuterRef("pk"), "capacity": Capacity.KNOWS, "until_on": None}
    rows = TradeSecret.objects.filter(pk=secret.pk).values(
        has_points=Exists(SecretPoint.objects.filter(**of)),
        has_places=Exists(CarrierPlace.objects.filter(**of)),
        has_measures=Exists(Measure.objects.filter(**of)),
        has_audience=Exists(Audience.objects.filter(**known)),
    )
    return {name.removeprefix("has_"): there for name, there in rows.get().items()}


POSTS: dict[str, tuple[str, ...]] = {
    "head": (Role.HEAD,),
    "leader": (Role.LEADER,),
    "chair": (Role.CHAIR,),
    "committee": (Role.CHAIR,),
}


def steps(secret: TradeSecret, grade: Grade, by: Any, on: date, *, extension: bool) -> list[Ask]:
    """Who decides, in order: department, leader in charge and, where the grade asks it, director or
    committee; the office takes part by filing. Until a committee sits, its director decides.

    The department's own step falls away where its head is the one who proposes, or where it has no
    such post; a post that is there but vacant is for the approval to refuse.
    """
    highest = Grade.objects.in_use().secret().order_by("rank").first()
    chain = approver_chain(
        grade.extension_approvers if extension else grade.approvers,
        extension=extension and not grade.extension_approvers,
        highest=highest.approvers if highest else [],
    )
    asks = []
    for post in (post for post in chain if post != "office"):
        if post == "committee" and committee_sits(secret.org_unit, on=on):
            asks.append(Ask(title=post, mode=Step.Mode.BODY))
            continue
        persons = _holders(secret.org_unit, post, on)
        others = [person for person in persons if person.pk != getattr(by, "pk", None)]
        if post == "head" and not others and (persons or not _has_head(secret.org_unit)):
            continue
        asks.append(Ask(title=str(POSTS[post][0]), persons=others))
    return asks


def _has_head(unit: OrgUnit) -> bool:
    heads = Post.objects.filter(role=Role.HEAD, org_unit_id__in=unit.ancestor_ids)
    return heads.filter(ended_on__isnull=True).exists()


def _holders(unit: OrgUnit, post: str, on: date) -> list[Person]:
    return holders(unit, *POSTS[post], on=on)

"""An edition in force: looked at again; a clause suspended where the law is against it (8.2)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.actions.writing import require_laws, write_basis
from shoumi.domains.policies.facts import followers
from shoumi.domains.policies.models import Edition, EditionClause, EditionReview, Suspension
from shoumi.domains.policies.rules.flow import EDITION
from shoumi.domains.policies.rules.readiness import REVISE_WITHIN
from shoumi.domains.policies.rules.reviewing import next_review
from shoumi.foundation.law import load_laws
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.activity import ledger
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.delivery.models import Act, Dispatch
from shoumi.kernel.records.moves import move

SUSPENDED = Reason("suspended", _("This clause is suspended already."))
LIFTED = Reason("lifted", _("This suspension has ended already."))


@action(
    "policies.review_in_force", label=_("Review the rule"), clauses=("1", "4.1", "8.2"),
    step="policies.review_in_force",
)  # fmt: skip
def review_in_force(
    edition: Edition, *, finding: str, laws: Sequence[str], note: str, by: Actor, at: datetime
) -> Edition:
    """Say whether an edition still stands, after holding it against the law of today. Raises
    Refused, Invalid."""
    day = local_day(at)
    if finding not in EditionReview.Finding.values:
        raise Invalid("finding", _("Choose one of the answers offered."))
    note = require_said("note", note, NOTE, _("Say what you looked at and what you found."))
    require_laws(laws, day)
    if not isinstance(by, Person):
        raise Refused(LIFTED)
    revise = finding == EditionReview.Finding.REVISE
    edition.due_on = next_review(day, revise=revise)
    move(edition, EDITION, "policies.review_in_force", by=by, at=at, note=note)
    EditionReview(edition=edition, on=day, finding=finding, note=note, by=by).save()
    write_basis(edition, laws, day)
    return edition


@action(
    "policies.suspend_clause", label=_("Suspend a clause"), clauses=("8.2",),
    step="policies.suspend_clause",
)  # fmt: skip
def suspend_clause(
    edition: Edition, *, clause: EditionClause, law: str, because: str, by: Actor, at: datetime
) -> Suspension:
    """The law is against a clause: it is not applied from today, and everybody is told at once.
    Raises Refused, Invalid."""
    day = local_day(at)
    if clause.edition_id != edition.pk or clause.struck:
        raise Invalid("clause", _("This is no clause of the edition."))
    if law not in load_laws().laws:
        raise Invalid("law", _("Choose the law that it is in conflict with."))
    because = require_said("because", because, NOTE, _("Say in what it is in conflict."))
    if clause.suspensions.at(day).exists():
        raise Refused(SUSPENDED)
    move(edition, EDITION, "policies.suspend_clause", by=by, at=at, note=clause.ident)
    suspension = Suspension(
        clause=clause, law=law, because=because, from_on=day, revise_by=day + REVISE_WITHIN,
        told=_tell(edition, by, at),
    )  # fmt: skip
    suspension.save()
    return suspension


@action("policies.lift_suspension", label=_("Apply the clause again"), clauses=("8.2",))
def lift_suspension(suspension: Suspension, *, note: str, by: Actor, at: datetime) -> Suspension:
    """The conflict is gone: the clause is applied again, and everybody is told. Raises Refused,
    Invalid."""
    if suspension.lifted_on is not None:
        raise Refused(LIFTED)
    note = require_said("note", note, NOTE, _("Say why the clause may be applied again."))
    suspension.lifted_on, suspension.lifted_because = local_day(at), note
    suspension.save()
    _tell(suspension.clause.edition, by, at)
    ledger.remark(note=note)
    return suspension


def _tell(edition: Edition, by: Actor, at: datetime) -> Dispatch | None:
    """Everybody whom the rule applies to, asked to look; None where there is nobody."""
    people = list(followers(edition.rule.applies_to, local_day(at)))
    return send(edition, people=people, act=Act.KNOW, by=by, at=at) if people else None

"""Publishing 公示, coming into force, and who confirms having read it (4.1, 6.1, 8.1, 8.2)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import governing
from shoumi.domains.policies.actions.opening import open_to_followers
from shoumi.domains.policies.documents.declared import EDITION as EDITION_PAPER
from shoumi.domains.policies.documents.declared import SIGNATURE_SHEET
from shoumi.domains.policies.documents.edition import edition_paper, signature_sheet
from shoumi.domains.policies.facts import followers, hash_of, not_asked_yet
from shoumi.domains.policies.models import Edition, Suspension
from shoumi.domains.policies.rules.flow import EDITION, RULE
from shoumi.domains.policies.rules.readiness import acknowledge_by, takes_effect
from shoumi.domains.policies.rules.reviewing import yearly
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused, action
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.delivery.models import Act
from shoumi.kernel.delivery.signed import awaited, enter_signed
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.moves import move

NOT_YET = Reason("not_yet", _("Its day has not come yet."))
NOBODY_NEW = Reason("nobody_new", _("Everybody whom it applies to has been asked."))
NOBODY_LEFT = Reason("nobody_left", _("Everybody has confirmed it: there is nothing to sign."))
SHEET_ROWS = 500


@action(
    "policies.publish_edition", label=_("Publish it"), clauses=("4.1", "6.1", "8.1"),
    step="policies.publish_edition",
)  # fmt: skip
def publish_edition(edition: Edition, *, by: Actor, at: datetime) -> Edition:
    """Issue the text as a numbered paper and ask everybody whom it applies to to confirm it. Raises
    Refused, Invalid, Sealed, DiskFull."""
    against = governing.lacks(edition, local_day(at))
    if against:
        raise Refused(*(Reason("guard", one) for one in against))
    publish(edition, "policies.publish_edition", by=by, at=at)
    return edition


def publish(edition: Edition, step: str, *, by: Actor, at: datetime) -> None:
    """By that step of its state table. Called inside actions."""
    day = local_day(at)
    edition.published_on = day
    edition.in_force_on = takes_effect(edition.wanted_on, day)
    edition.text_sha256 = hash_of(edition)
    move(edition, EDITION, step, by=by, at=at)
    for record in (edition.rule, edition):
        open_to_followers(record, edition.rule, at)
    paper = edition_paper(edition, at=at, language="zh-hans")
    edition.paper = papers.issue(edition, paper=paper, form=EDITION_PAPER.code, by=by, at=at)
    edition.save()
    _ask(edition, followers(edition.rule.applies_to, day), by=by, at=at)


def _ask(edition: Edition, people: Any, *, by: Actor, at: datetime) -> None:
    """Nobody at all to ask is no fault: whoever joins later is asked then."""
    day, chosen = local_day(at), list(people)
    if chosen:
        last = acknowledge_by(edition.in_force_on or day, day)
        send(
            edition, people=chosen, act=Act.ACKNOWLEDGE, document=edition.paper, deadline=last,
            by=by, at=at,
        )  # fmt: skip


@action(
    "policies.bring_into_force", label=_("Bring it into force"), clauses=("4.1", "8.1"),
    step="policies.bring_into_force",
)  # fmt: skip
def bring_into_force(edition: Edition, *, by: Actor, at: datetime) -> Edition:
    """Its day has come: it holds, and the edition before it holds no more. Raises Refused."""
    on = edition.in_force_on
    if on is None or on > local_day(at):
        raise Refused(NOT_YET)
    edition.due_on = yearly(on)
    move(edition, EDITION, "policies.bring_into_force", by=by, at=at, on=on)
    rule = edition.rule
    if rule.state == "planned":
        rule.version += 1
        move(rule, RULE, "came_into_force", by=by, at=at, on=on)
    replaced = rule.editions.filter(state="in_force").exclude(pk=edition.pk)
    for old in replaced.select_for_update():
        old.version += 1
        old.ended_on, old.due_on = on, None
        move(old, EDITION, "edition_superseded", by=by, at=at, on=on)
        _end_suspensions(old, on)
    governing.follow(edition, on, at)
    return edition


def _end_suspensions(edition: Edition, on: date) -> None:
    """What was suspended is gone with the text that it stood in."""
    for one in Suspension.objects.filter(clause__edition=edition, lifted_on=None):
        one.version += 1
        one.lifted_on = max(on, one.from_on)
        one.save()


@action(
    "policies.ask_newcomers", label=_("Ask those who joined since"), clauses=("6.1", "8.2"),
    reads=True, quiet=True, step="policies.ask_newcomers",
)  # fmt: skip
def ask_newcomers(edition: Edition, *, by: Actor, at: datetime) -> Edition:
    """Send the text to those to whom it applies and who have not been asked. Raises Refused."""
    people = list(not_asked_yet(edition, local_day(at)))
    if edition.paper_id is None or not people:
        raise Refused(NOBODY_NEW)
    _ask(edition, people, by=by, at=at)
    return edition


@action(
    "policies.enter_signatures", label=_("Enter signatures on paper"), clauses=("6.1", "8.2"),
)  # fmt: skip
def enter_signatures(
    edition: Edition,
    *,
    people: Sequence[Person],
    scan: Scan,
    signed_on: date,
    by: Actor,
    at: datetime,
) -> Edition:
    """The scan of a sheet that these people signed stands for their confirmation. Raises Refused,
    Invalid, Sealed, DiskFull."""
    enter_signed(
        edition, edition.paper, people=people, scan=scan, signed_on=signed_on,
        since=edition.published_on, description=gettext("Signatures that the text was read"),
        by=by, at=at,
    )  # fmt: skip
    return edition


@action(
    "policies.issue_signature_sheet", label=_("Print a sheet to sign"), clauses=("6.1", "8.2"),
)  # fmt: skip
def issue_signature_sheet(edition: Edition, *, by: Actor, at: datetime) -> IssuedDocument:
    """A paper with a line for everybody who has not confirmed yet, for those without an account.
    Raises Refused, Sealed, DiskFull."""
    pending = awaited(edition, edition.paper)
    people = Person.objects.filter(pk__in=pending.values("person_id")).select_related("org_unit")
    chosen = list(people.order_by("org_unit__path", "staff_number")[:SHEET_ROWS])
    if not chosen:
        raise Refused(NOBODY_LEFT)
    edition.save()
    paper = signature_sheet(edition, chosen, at=at, language="zh-hans")
    before = edition.papers.filter(form=SIGNATURE_SHEET.code, state="issued").last()
    return papers.issue(
        edition, paper=paper, form=SIGNATURE_SHEET.code, supersedes=before, by=by, at=at
    )

"""A department writes, its head confirms, the office takes up (5.2)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices.access.circulars import NOT_HOUSE, NOT_OFFICE, not_of_the_office
from shoumi.domains.notices.facts import acts_for
from shoumi.domains.register.access import apart
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.documents.access import permits

NOT_WRITER = Reason(
    "not_writer",
    _("The department's confidentiality administrator or head does this, or who stands in."),
)
NOT_HEAD = Reason("not_head", _("The head of the department or the leader in charge does this."))
OWN = Reason("own_report", _("Another looks at what you wrote yourself."))


@rule("notices.open_report", "notices.lapse_report", "notices.lapse_answer",
      "notices.complete_circular")  # fmt: skip
def only_the_calendar(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not is_house(actor):
        yield NOT_HOUSE


@rule("notices.write_report", "notices.report_nothing")
def the_writer(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not acts_for(actor, record.org_unit, at):
        yield NOT_WRITER


@rule("notices.confirm_report")
def the_head(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has_over(record.org_unit, Role.HEAD, Role.LEADER):
        yield NOT_HEAD
    if record.written_by_id == actor.pk:
        yield OWN


@rule("notices.return_report")
def the_head_or_the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """The head what lies with him, the office what lies with it."""
    yield from apart(actor, at)
    with_head = record.state == "written"
    roles = (Role.HEAD, Role.LEADER) if with_head else OFFICE
    if not standing(actor, at).has_over(record.org_unit, *roles):
        yield NOT_HEAD if with_head else NOT_OFFICE


@rule("notices.take_up_report")
def the_office_but_not_the_writer(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    yield from not_of_the_office(actor, record, at)
    if record.written_by_id == actor.pk:
        yield OWN


@permits("department_report")
def papers(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees it reads its papers; the department files evidence, the office too."""
    if act == "documents.read" or is_house(actor):
        return
    yield from apart(actor, at)
    if act == "documents.add_evidence" and acts_for(actor, record.org_unit, at):
        return
    yield from not_of_the_office(actor, record, at)

"""Who reads who knew what when."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.access import apart
from shoumi.domains.vault.access.keeping import NOT_KEEPER, keeps_or_over
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import inactive
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, standing

NOT_ANSWERING = Reason(
    "not_answering", _("This list is open to the person, the office and counsel.")
)


@rule("vault.read_exposure", "vault.export_exposure")
def whoever_answers_for_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Who knew what when: the owner, the department's keepers, the office and counsel."""
    yield from apart(actor, at)
    if not keeps_or_over(actor, record, at, *OFFICE, Role.COUNSEL):
        yield NOT_KEEPER


@rule("vault.read_known", "vault.export_known")
def oneself_the_office_and_counsel(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """What a person knew: of what the reader may see."""
    yield from inactive(actor, at)
    own = record is not None and record.pk == actor.pk
    if not own and not (
        record is not None and standing(actor, at).has_over(record.org_unit, *OFFICE, Role.COUNSEL)
    ):
        yield NOT_ANSWERING

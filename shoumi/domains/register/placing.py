"""How a secret stands to what the committee adopted: under which entry of the scope catalogue it
falls, and by which edition of the grading standard its grade was decided (2.2, 4.2)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import Change, GradingStandard, TradeSecret
from shoumi.domains.register.scoping import entries_for, is_outside, same_entry


def placed(secret: TradeSecret, day: date) -> Iterator[tuple[Any, Any]]:
    """The facts for its page; none where nothing was adopted. Three queries at most, beside the
    secret's changes."""
    entries = entries_for(secret.org_unit, day)
    entry = next((one for one in entries if one.pk == secret.scope_entry_id), None)
    if entry is None and secret.scope_entry_id is not None:
        entry = same_entry(secret.scope_entry, entries)
    if entry is not None:
        yield _("Entry of the scope catalogue"), entry
    elif is_outside(entries, secret.category):
        yield _("Entry of the scope catalogue"), t("Outside the catalogue in force")
    elif entries:
        yield _("Entry of the scope catalogue"), t("Not said yet")
    standard = _standard(secret)
    if standard is not None:
        yield _("Graded by the standard"), standard.edition.reference


def _standard(secret: TradeSecret) -> GradingStandard | None:
    """That in force on the day of the last decision about its grade."""
    if not secret.grade or secret.decided_on is None:
        return None
    on = max([secret.decided_on, *_regraded(secret)])
    return GradingStandard.objects.select_related("edition").at(on).first()


def _regraded(secret: TradeSecret) -> Iterator[date]:
    for one in secret.changes.all():
        made = one.kind == Change.Kind.REGRADE and one.state == Change.State.MADE
        if made and one.effective_on is not None:
            yield one.effective_on

"""The label that a carrier bears: mark, number, a code of number and hash. No title (4.2)."""

from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.register.documents.marking import last_change, mark_before, mark_in_force
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.documents.labels import Label
from shoumi.kernel.documents.papers import Language

Size = Literal["a7", "a6"]


def label_of(secret: TradeSecret, *, at: datetime, size: Size, language: Language) -> Label:
    """The label as it is on the day: after a change the old mark stands struck out beside the new
    one, after declassification the mark itself is struck out and stamped.

    `mark` is empty where the grade has no words for a mark.
    """
    with override(language):
        change = last_change(secret)
        mark = mark_in_force(secret)
        before = mark_before(change) if change is not None else ""
        is_over = secret.state == "declassified"
        facts = [(t("Department"), secret.org_unit.display_name)]
        if secret.effective_on is not None:
            facts.append((t("Graded on"), secret.effective_on.isoformat()))
        return Label(
            entity=secret.entity.display_name,
            mark=mark,
            number=secret.number or "",
            facts=tuple(facts),
            old_mark=before if before != mark and not is_over else "",
            declassified_on=secret.ended_on if is_over else None,
            size=size,
            language=language,
        )

"""How the days of an item, and how it stands, are said."""

from datetime import date

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.models import PlanItem
from shoumi.domains.programme.rules.counting import Count
from shoumi.kernel.ui.components import Tone

STANDS = {
    "done": _("Done in time"),
    "done_late": _("Done late"),
    "reported": _("Reported, to be signed off"),
    "open": _("To do"),
    "late": _("Overdue"),
    "withdrawn": _("Taken back"),
}
TONES = {
    "done": Tone.GOOD, "done_late": Tone.WAITING, "reported": Tone.INFO, "open": Tone.NEUTRAL,
    "late": Tone.BAD, "withdrawn": Tone.NEUTRAL,
}  # fmt: skip


def when(item: PlanItem) -> str:
    """When an item is due, in words."""
    if item.every == PlanItem.Every.DAYS:
        return t(", ").join(item.days)
    if item.due_on is None:
        return t("no day yet")
    if item.every == PlanItem.Every.ONCE:
        return item.due_on.isoformat()
    told = {"how": item.get_every_display(), "day": item.due_on.isoformat()}
    return t("%(how)s, first on %(day)s") % told


def said_count(count: Count) -> str:
    """How far something has come, in words."""
    told = {"done": count.is_done, "all": count.expected}
    said = t("%(done)s of %(all)s done") % told
    return said + t(", %(late)s overdue") % {"late": count.late} if count.late else said


def said_day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None

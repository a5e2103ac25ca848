"""Pure decisions about posts and the door."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models.posts import ADMINISTRATORS, Role

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def administrator_conflict(role: str, held: Sequence[str]) -> "StrPromise | None":
    """Why this role can't go to somebody who holds those, or None."""
    others = {one for one in held if one != role}
    if role in ADMINISTRATORS and others & ADMINISTRATORS:
        return _("System, secrecy and audit administrator must be three different people.")
    content = others - ADMINISTRATORS - {Role.JOB}
    if role in ADMINISTRATORS and content:
        return _("An administrator of the system holds no post that reads secrets.")
    if role not in ADMINISTRATORS and role != Role.JOB and others & ADMINISTRATORS:
        return _("An administrator of the system holds no post that reads secrets.")
    return None


def locked_until(failures: Sequence[datetime], *, tries: int, window: timedelta) -> datetime | None:
    """Until when the door stays shut after these failures (any order), or None.

    The door shuts when `tries` failures lie within one window, and opens a window after the last.
    """
    recent = sorted(failures)[-tries:]
    if len(recent) < tries or recent[-1] - recent[0] > window:
        return None
    return recent[-1] + window

"""Viewing copies: made by the house of what it can convert, added by hand of everything else."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import Carrier, CarrierVersion, ViewingCopy
from shoumi.domains.vault.models.carrier import THERE
from shoumi.kernel import rendering
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.documents.incoming import STATE_SECRET, last_part
from shoumi.kernel.documents.marks import state_secret_mark
from shoumi.kernel.rendering import kind_of
from shoumi.kernel.rendering.bounds import BOUND
from shoumi.kernel.rendering.kinds import HEAD
from shoumi.kernel.storage import objects

SHOWN = ("pdf", "image")
GONE = Reason("gone", _("This carrier is no longer here; nothing is added to it."))


@action("vault.add_viewing_copy", label=_("Add a viewing copy"), clauses=("4.8", "6.2"), reads=True)
def add_viewing_copy(
    carrier: Carrier, *, of: CarrierVersion, file: rendering.Source, name: str, by: Actor,
    at: datetime,
) -> ViewingCopy:  # fmt: skip
    """Seal a PDF or picture that is shown in place of the version, which stays as it is. Whoever
    calls it makes sure first that it can be shown: that takes too long for a transaction.

    Raises Refused, Invalid, Sealed, DiskFull, TooLarge.
    """
    if carrier.state not in THERE:
        raise Refused(GONE)
    if of.carrier_id != carrier.pk:
        raise Invalid("of", _("This is no version of this carrier."))
    if state_secret_mark(last_part(name)):
        raise Invalid("file", STATE_SECRET)
    if _kind(file) not in SHOWN:
        raise Invalid("file", _("A viewing copy is a PDF or a picture. Choose another file."))
    file.seek(0)
    return _kept(carrier, of, file, by, at)


def as_one(files: Sequence[Any]) -> rendering.Source:
    """What is shown: the one file as it is, or several pictures as a PDF in the order of their
    names, a number within them counting as a number. Raises Invalid."""
    if len(files) == 1:
        return cast(rendering.Source, files[0])
    if len(files) > BOUND or any(_kind(one) != "image" for one in files):
        told = _("Several files together must be pictures, and at most %(most)s of them.")
        raise Invalid("file", told % {"most": BOUND})
    try:
        return rendering.bound(sorted(files, key=_place))
    except rendering.CannotRender as cannot:
        raise Invalid("file", str(cannot)) from None


def _place(file: Any) -> list[tuple[int, str]]:
    parts = re.findall(r"[0-9]+|[^0-9]+", file.name or "")
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _kind(file: rendering.Source) -> str | None:
    file.seek(0)
    return kind_of(file.read(HEAD), "")


def require_showable(file: rendering.Source) -> None:
    """Raises Invalid for what can't be shown as it should; done before anything is written."""
    if _kind(file) not in SHOWN:
        return
    try:
        rendering.look(file, "")
    except rendering.CannotRender as cannot:
        raise Invalid("file", str(cannot)) from None


@action(
    "vault.keep_viewing_copy", label=_("Keep a viewing copy"), clauses=("6.2",), reads=True,
    quiet=True,
)  # fmt: skip
def keep_viewing_copy(
    carrier: Carrier, *, of: CarrierVersion, made: rendering.Converted, by: Actor, at: datetime
) -> ViewingCopy:
    """Seal what the house converted, once; who comes second gets the first one's. Raises Refused,
    Sealed, DiskFull."""
    # Locked, so that of two at once one waits and finds the other's.
    Carrier.objects.select_for_update().get(pk=carrier.pk)
    there = of.viewing_copies.filter(by_house=True).first()
    return there or _kept(carrier, of, made.file, by, at, converter=made.by)


def _kept(
    carrier: Carrier, of: CarrierVersion, file: rendering.Source, by: Actor, at: datetime,
    converter: str = "",
) -> ViewingCopy:  # fmt: skip
    copy = ViewingCopy(
        of=of,
        file=objects.put(file, record=carrier, by=by, at=at),
        by_house=bool(converter),
        converter=converter,
        added_by=by if isinstance(by, Person) else None,
        added_at=at,
    )
    copy.save()
    return copy

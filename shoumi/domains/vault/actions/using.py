"""Opening what a carrier holds: each look has a number, and each page shown is entered (6.2)."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.facts import usable
from shoumi.domains.vault.models import Carrier, CarrierVersion, Grant, PageShown, Use, ViewingCopy
from shoumi.domains.vault.rules.deciding import USED_UP
from shoumi.domains.vault.rules.screening import shut
from shoumi.kernel.access import Actor, Reason, decide
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.activity import ledger

# A look is over after this long; then it is opened anew, and decided anew.
LASTS = timedelta(minutes=30)
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
OVER = Reason("over", _("This look is over. Open it again."))
NOT_YOURS = Reason("not_yours", _("This look is not yours."))


@action("vault.view", label=_("Look at it"), clauses=("6.2",), reads=True)
def view(carrier: Carrier, *, version: CarrierVersion, by: Actor, at: datetime) -> Use:
    """Begin a look on the screen. Raises Refused with every reason against."""
    return begin_use(carrier, version, Grant.Action.VIEW, by, at, new_number())


@action("vault.download", label=_("Download it"), clauses=("6.2",), reads=True)
def download(
    carrier: Carrier, *, version: CarrierVersion, number: str, marked: bool = True, by: Actor,
    at: datetime,
) -> Use:  # fmt: skip
    """Take a file out that is marked with this `new_number`, or has no pages to mark and bears it
    in its name only. Raises Refused with every reason against."""
    if not marked:
        ledger.remark(marked="no")
    return begin_use(carrier, version, Grant.Action.DOWNLOAD, by, at, number)


def new_number() -> str:
    """The number of a look, which stands in the mark on every page of it."""
    return "".join(secrets.choice(_SIGNS) for _ in range(8))


def begin_use(
    carrier: Carrier, version: CarrierVersion, wanted: str, by: Actor, at: datetime, number: str,
    *, copies: int = 0,
) -> Use:  # fmt: skip
    """Enter one use and count it to a grant; called by the action of that use. Raises Refused,
    Invalid."""
    if not isinstance(by, Person):
        raise Invalid("", _("Only a person looks at it."))
    if version.carrier_id != carrier.pk:
        raise Invalid("version", _("This is no version of this carrier."))
    _require_open(version)
    use = Use(
        number=number,
        version=version,
        person=by,
        grant=_grant_used(by, carrier, wanted, at),
        action=wanted,
        copies=copies,
        at=at,
    )
    use.save()
    return use


def _grant_used(by: Person, carrier: Carrier, wanted: str, at: datetime) -> Grant | None:
    """The grant that the use is counted to: the first to end of those that fit. The owner's use
    needs none, nor that of what was released."""
    if carrier.secret.owner_id == by.pk or carrier.released_on is not None:
        return None
    # Locked first, so that two looks at once never share the last use.
    list(Grant.objects.select_for_update().filter(grantee=by, secret_id=carrier.secret_id))
    grant: Grant | None = usable(by, carrier, wanted, at)
    if grant is None:
        # What was open when it was decided is gone since: another look was faster.
        raise Refused(*decide(by, f"vault.{wanted}", carrier, at).because or (USED_UP,))
    return grant


@action("vault.show_page", label=_("Show a page"), clauses=("6.2",), reads=True, quiet=True)
def show_page(
    carrier: Carrier, *, use: Use, page: int, width: int, raster_sha256: str, renderer: str,
    drawn_from: ViewingCopy | None = None, by: Actor, at: datetime,
) -> PageShown:  # fmt: skip
    """Enter that a page was shown; the same picture of it again within one look is one row. Raises
    Refused."""
    against = page_objection(use, by, at)
    if against is not None:
        raise Refused(against)
    return enter_page(use, page, width, raster_sha256, renderer, drawn_from, at)


def enter_page(
    use: Use, page: int, width: int, raster_sha256: str, renderer: str,
    drawn_from: ViewingCopy | None, at: datetime,
) -> PageShown:  # fmt: skip
    """The picture's row, made at the first time."""
    same = use.pages.filter(page=page, width=width, raster_sha256=raster_sha256)
    shown = same.first()
    if shown is None:
        shown = PageShown(
            use=use, page=page, width=width, drawn_from=drawn_from, raster_sha256=raster_sha256,
            renderer=renderer, at=at,
        )  # fmt: skip
        shown.save()
    return shown


def page_objection(use: Use, by: Any, at: datetime) -> Reason | None:
    """Why a page of a look that was begun may not be shown now, or None: it belongs to another, it
    is over, or the right to it has gone meanwhile."""
    if use.person_id != by.pk:
        return NOT_YOURS
    if at >= use.at + LASTS:
        return OVER
    against = decide(by, "vault.show_page", use.version.carrier, at).because
    return against[0] if against else shut(use.version.standing)


def _require_open(version: CarrierVersion) -> None:
    """Raises Refused for one that nobody opens now, as it stands in the database."""
    against = shut(CarrierVersion.objects.values_list("standing", flat=True).get(pk=version.pk))
    if against is not None:
        raise Refused(against)

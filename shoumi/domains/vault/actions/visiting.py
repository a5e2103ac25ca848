"""What a visitor does: each look has a number and is counted, each page shown is entered (6.2)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.actions.using import LASTS, OVER, enter_page, new_number
from shoumi.domains.vault.models import Carrier, Disclosure, Grant, PageShown, Use, ViewingCopy
from shoumi.domains.vault.visiting import is_right
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.actions import Refused, action

WRONG_CODE = Reason("wrong_code", _("The code is not right."))
NOT_A_FILE = Reason("not_a_file", _("This is given as a link, not as a file."))


@action("vault.visit", label=_("Look at it from outside"), clauses=("6.2",), reads=True)
def visit(carrier: Carrier, *, disclosure: Disclosure, code: str, by: Actor, at: datetime) -> Use:
    """Begin a look from outside with the code. Raises Refused with every reason against."""
    # Locked first, so that two visits at once never share the last opening.
    row = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    if row.way != Disclosure.Way.LINK or not is_right(row, code):
        raise Refused(WRONG_CODE)
    use = Use(
        number=new_number(), version_id=row.shown_id, disclosure=row, action=Grant.Action.VIEW,
        at=at,
    )  # fmt: skip
    use.save()
    return use


@action(
    "vault.show_visitor", label=_("Show a page outside"), clauses=("6.2",), reads=True, quiet=True
)
def show_visitor(
    carrier: Carrier, *, use: Use, page: int, width: int, raster_sha256: str, renderer: str,
    drawn_from: ViewingCopy | None = None, by: Actor, at: datetime,
) -> PageShown:  # fmt: skip
    """Enter that a page was shown outside. Raises Refused."""
    if at >= use.at + LASTS:
        raise Refused(OVER)
    return enter_page(use, page, width, raster_sha256, renderer, drawn_from, at)


@action("vault.take_sealed", label=_("Take the sealed file"), clauses=("6.2",), reads=True)
def take_sealed(
    carrier: Carrier, *, disclosure: Disclosure, code: str, number: str, by: Actor, at: datetime
) -> Use:
    """Take out the file for the partner, marked with this `new_number` and sealed with the code
    that was made when it was handed out. Raises Refused."""
    if disclosure.way != Disclosure.Way.FILE:
        raise Refused(NOT_A_FILE)
    if not is_right(disclosure, code):
        raise Refused(WRONG_CODE)
    use = Use(
        number=number, version_id=disclosure.shown_id, disclosure=disclosure,
        action=Grant.Action.DOWNLOAD, at=at,
    )  # fmt: skip
    use.save()
    return use

"""The screens of the vault."""

from shoumi.domains.vault.views.asking import register, request_grant
from shoumi.domains.vault.views.counting import (
    count_by_number,
    count_carrier,
    count_line,
    open_stocktaking,
    stocktakings,
)
from shoumi.domains.vault.views.destroying import ask_destruction, destructions
from shoumi.domains.vault.views.handing import confirm, handover, label, slip
from shoumi.domains.vault.views.knowing import export_knew, knew, person_knew
from shoumi.domains.vault.views.listing import carriers, grants
from shoumi.domains.vault.views.looking import begin, look, page, take_out

__all__ = [
    "ask_destruction",
    "begin",
    "carriers",
    "confirm",
    "count_by_number",
    "count_carrier",
    "count_line",
    "destructions",
    "export_knew",
    "grants",
    "handover",
    "knew",
    "label",
    "look",
    "open_stocktaking",
    "page",
    "person_knew",
    "register",
    "request_grant",
    "slip",
    "stocktakings",
    "take_out",
]

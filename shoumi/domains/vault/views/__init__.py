"""The screens of the vault."""

from shoumi.domains.vault.views.asking import disclose, register, request_grant, request_team_grant
from shoumi.domains.vault.views.confirming import confirm, limits, set_limit
from shoumi.domains.vault.views.counting import (
    count_by_number,
    count_carrier,
    count_line,
    open_stocktaking,
    stocktakings,
)
from shoumi.domains.vault.views.destroying import ask_destruction, destructions
from shoumi.domains.vault.views.emergencies import emergency, end, name_delegate, open_emergency
from shoumi.domains.vault.views.giving import disclosures, hand_out, sealed_file
from shoumi.domains.vault.views.handing import confirm_receipt, handover, label, slip
from shoumi.domains.vault.views.isolating import quarantine
from shoumi.domains.vault.views.knowing import export_knew, export_person_knew, knew, person_knew
from shoumi.domains.vault.views.leaving import take_out
from shoumi.domains.vault.views.listing import carriers, grants, teams
from shoumi.domains.vault.views.looking import begin, look, page, prepare
from shoumi.domains.vault.views.outside import door, visit, visited_page
from shoumi.domains.vault.views.printing import copy_out, print_out

__all__ = [
    "ask_destruction",
    "begin",
    "carriers",
    "confirm",
    "confirm_receipt",
    "copy_out",
    "count_by_number",
    "count_carrier",
    "count_line",
    "destructions",
    "disclose",
    "disclosures",
    "door",
    "emergency",
    "end",
    "export_knew",
    "export_person_knew",
    "grants",
    "hand_out",
    "handover",
    "knew",
    "label",
    "limits",
    "look",
    "name_delegate",
    "open_emergency",
    "open_stocktaking",
    "page",
    "person_knew",
    "prepare",
    "print_out",
    "quarantine",
    "register",
    "request_grant",
    "request_team_grant",
    "sealed_file",
    "set_limit",
    "slip",
    "stocktakings",
    "take_out",
    "teams",
    "visit",
    "visited_page",
]

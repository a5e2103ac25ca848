"""The screens of the vault."""

from shoumi.domains.vault.views.asking import disclose, register, request_grant
from shoumi.domains.vault.views.giving import disclosures, hand_out, sealed_file
from shoumi.domains.vault.views.isolating import quarantine
from shoumi.domains.vault.views.knowing import export_knew, knew, person_knew
from shoumi.domains.vault.views.listing import carriers, grants
from shoumi.domains.vault.views.looking import begin, look, page, take_out
from shoumi.domains.vault.views.outside import door, visit, visited_page

__all__ = [
    "begin",
    "carriers",
    "disclose",
    "disclosures",
    "door",
    "export_knew",
    "grants",
    "hand_out",
    "knew",
    "look",
    "page",
    "person_knew",
    "quarantine",
    "register",
    "request_grant",
    "sealed_file",
    "take_out",
    "visit",
    "visited_page",
]

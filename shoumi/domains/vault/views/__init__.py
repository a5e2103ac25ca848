"""The screens of the vault."""

from shoumi.domains.vault.views.asking import register, request_grant
from shoumi.domains.vault.views.isolating import quarantine
from shoumi.domains.vault.views.knowing import export_knew, knew, person_knew
from shoumi.domains.vault.views.listing import carriers, grants
from shoumi.domains.vault.views.looking import begin, look, page, take_out

__all__ = [
    "begin",
    "carriers",
    "export_knew",
    "grants",
    "knew",
    "look",
    "page",
    "person_knew",
    "quarantine",
    "register",
    "request_grant",
    "take_out",
]

"""The screens of the vault."""

from shoumi.domains.vault.views.asking import register, request_grant
from shoumi.domains.vault.views.knowing import export_knew, knew, person_knew
from shoumi.domains.vault.views.leaving import take_out
from shoumi.domains.vault.views.listing import carriers, grants
from shoumi.domains.vault.views.looking import begin, look, page, prepare

__all__ = [
    "begin",
    "carriers",
    "export_knew",
    "grants",
    "knew",
    "look",
    "page",
    "person_knew",
    "prepare",
    "register",
    "request_grant",
    "take_out",
]

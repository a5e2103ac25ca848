"""Every change of carriers and grants, and every opening of what a carrier holds."""

from shoumi.domains.vault.actions.carriers import (
    Described,
    copy_carrier,
    register_carrier,
    void_carrier,
)
from shoumi.domains.vault.actions.content import add_version
from shoumi.domains.vault.actions.copying import add_viewing_copy, keep_viewing_copy
from shoumi.domains.vault.actions.cutting import against_going_on, break_off
from shoumi.domains.vault.actions.exposing import export_exposure
from shoumi.domains.vault.actions.granting import (
    decide_grant,
    end_grant,
    recertify_grant,
    request_grant,
    revoke_grant,
    withdraw_grant,
)
from shoumi.domains.vault.actions.handing import (
    back_from_repair,
    give_back,
    hand_over,
    lend,
    send_to_repair,
)
from shoumi.domains.vault.actions.using import download, show_page, view

__all__ = [
    "Described",
    "add_version",
    "add_viewing_copy",
    "against_going_on",
    "back_from_repair",
    "break_off",
    "copy_carrier",
    "decide_grant",
    "download",
    "end_grant",
    "export_exposure",
    "give_back",
    "hand_over",
    "keep_viewing_copy",
    "lend",
    "recertify_grant",
    "register_carrier",
    "request_grant",
    "revoke_grant",
    "send_to_repair",
    "show_page",
    "view",
    "void_carrier",
    "withdraw_grant",
]

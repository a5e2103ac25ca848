"""Every change of carriers and grants, and every opening of what a carrier holds."""

from shoumi.domains.vault.actions.budgets import set_daily_budget
from shoumi.domains.vault.actions.carriers import (
    Described,
    copy_carrier,
    register_carrier,
    void_carrier,
)
from shoumi.domains.vault.actions.content import add_version
from shoumi.domains.vault.actions.disclosing import (
    decide_disclosure,
    end_disclosure,
    hand_out,
    note_wrong_code,
    request_disclosure,
    revoke_disclosure,
    withdraw_disclosure,
)
from shoumi.domains.vault.actions.emergencies import (
    end_delegation,
    name_delegate,
    open_emergency,
    review_emergency,
)
from shoumi.domains.vault.actions.ending import end_grant, flag_grant
from shoumi.domains.vault.actions.exposing import export_exposure
from shoumi.domains.vault.actions.granting import (
    decide_grant,
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
from shoumi.domains.vault.actions.screening import reject_version, release_version, screen_version
from shoumi.domains.vault.actions.taking import copy_out, print_out
from shoumi.domains.vault.actions.teams import (
    decide_team_grant,
    request_team_grant,
    withdraw_team_grant,
)
from shoumi.domains.vault.actions.using import download, show_page, view
from shoumi.domains.vault.actions.visiting import show_visitor, take_sealed, visit

__all__ = [
    "Described",
    "add_version",
    "back_from_repair",
    "copy_carrier",
    "copy_out",
    "decide_disclosure",
    "decide_grant",
    "decide_team_grant",
    "download",
    "end_delegation",
    "end_disclosure",
    "end_grant",
    "export_exposure",
    "flag_grant",
    "give_back",
    "hand_out",
    "hand_over",
    "lend",
    "name_delegate",
    "note_wrong_code",
    "open_emergency",
    "print_out",
    "recertify_grant",
    "register_carrier",
    "reject_version",
    "release_version",
    "request_disclosure",
    "request_grant",
    "request_team_grant",
    "review_emergency",
    "revoke_disclosure",
    "revoke_grant",
    "screen_version",
    "send_to_repair",
    "set_daily_budget",
    "show_page",
    "show_visitor",
    "take_sealed",
    "view",
    "visit",
    "void_carrier",
    "withdraw_disclosure",
    "withdraw_grant",
    "withdraw_team_grant",
]

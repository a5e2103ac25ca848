"""Every change of carriers and grants, and every opening of what a carrier holds."""

from shoumi.domains.vault.actions.carriers import (
    Described,
    copy_carrier,
    register_carrier,
    void_carrier,
)
from shoumi.domains.vault.actions.checking import check_in, check_out, take_over
from shoumi.domains.vault.actions.confirming import (
    confirm_receipt,
    issue_carrier_label,
    issue_slip,
)
from shoumi.domains.vault.actions.content import add_version
from shoumi.domains.vault.actions.counting import (
    clear_missing,
    close_stocktaking,
    count,
    count_surplus,
    issue_count_sheet,
    open_stocktaking,
    sign_off_stocktaking,
)
from shoumi.domains.vault.actions.destroying import (
    OnTheSpot,
    certify_destruction,
    decide_destruction,
    destroy,
    finish_destruction,
    request_destruction,
    withdraw_destruction,
)
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
from shoumi.domains.vault.actions.listing import print_ledger
from shoumi.domains.vault.actions.releasing import release
from shoumi.domains.vault.actions.using import download, show_page, view

__all__ = [
    "Described",
    "OnTheSpot",
    "add_version",
    "back_from_repair",
    "certify_destruction",
    "check_in",
    "check_out",
    "clear_missing",
    "close_stocktaking",
    "confirm_receipt",
    "copy_carrier",
    "count",
    "count_surplus",
    "decide_destruction",
    "decide_grant",
    "destroy",
    "download",
    "end_grant",
    "export_exposure",
    "finish_destruction",
    "give_back",
    "hand_over",
    "issue_carrier_label",
    "issue_count_sheet",
    "issue_slip",
    "lend",
    "open_stocktaking",
    "print_ledger",
    "recertify_grant",
    "register_carrier",
    "release",
    "request_destruction",
    "request_grant",
    "revoke_grant",
    "send_to_repair",
    "show_page",
    "sign_off_stocktaking",
    "take_over",
    "view",
    "void_carrier",
    "withdraw_destruction",
    "withdraw_grant",
]

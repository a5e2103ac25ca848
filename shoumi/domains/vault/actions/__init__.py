"""Every change of carriers and grants, and every opening of what a carrier holds."""

from shoumi.domains.vault.actions.budgets import set_daily_budget
from shoumi.domains.vault.actions.carriers import (
    Described,
    copy_carrier,
    register_carrier,
    void_carrier,
)
from shoumi.domains.vault.actions.checking import check_in, check_out, take_over
from shoumi.domains.vault.actions.confirming import confirm_receipt, issue_carrier_label, issue_slip
from shoumi.domains.vault.actions.content import add_version
from shoumi.domains.vault.actions.copying import add_viewing_copy, keep_viewing_copy
from shoumi.domains.vault.actions.counting import (
    clear_missing,
    close_stocktaking,
    count,
    count_surplus,
    issue_count_sheet,
    open_stocktaking,
    sign_off_stocktaking,
)
from shoumi.domains.vault.actions.cutting import against_going_on, break_off
from shoumi.domains.vault.actions.destroying import (
    OnTheSpot,
    certify_destruction,
    decide_destruction,
    destroy,
    finish_destruction,
    follow_resolution,
    request_destruction,
    withdraw_destruction,
)
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
from shoumi.domains.vault.actions.exposing import export_exposure, export_known
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
from shoumi.domains.vault.actions.listing import print_ledger
from shoumi.domains.vault.actions.releasing import release
from shoumi.domains.vault.actions.screening import reject_version, release_version, screen_version
from shoumi.domains.vault.actions.taking import copy_out, print_out
from shoumi.domains.vault.actions.teams import (
    decide_team_grant,
    request_team_grant,
    withdraw_team_grant,
)
from shoumi.domains.vault.actions.uploading import (
    TOO_LARGE,
    Brought,
    begin_upload,
    bring_in,
    finish_upload,
    takes_files,
)
from shoumi.domains.vault.actions.using import download, show_page, view
from shoumi.domains.vault.actions.visiting import show_visitor, take_sealed, visit

__all__ = [
    "TOO_LARGE",
    "Brought",
    "Described",
    "OnTheSpot",
    "add_version",
    "add_viewing_copy",
    "against_going_on",
    "back_from_repair",
    "begin_upload",
    "break_off",
    "bring_in",
    "certify_destruction",
    "check_in",
    "check_out",
    "clear_missing",
    "close_stocktaking",
    "confirm_receipt",
    "copy_carrier",
    "copy_out",
    "count",
    "count_surplus",
    "decide_destruction",
    "decide_disclosure",
    "decide_grant",
    "decide_team_grant",
    "destroy",
    "download",
    "end_delegation",
    "end_disclosure",
    "end_grant",
    "export_exposure",
    "export_known",
    "finish_destruction",
    "finish_upload",
    "flag_grant",
    "follow_resolution",
    "give_back",
    "hand_out",
    "hand_over",
    "issue_carrier_label",
    "issue_count_sheet",
    "issue_slip",
    "keep_viewing_copy",
    "lend",
    "name_delegate",
    "note_wrong_code",
    "open_emergency",
    "open_stocktaking",
    "print_ledger",
    "print_out",
    "recertify_grant",
    "register_carrier",
    "reject_version",
    "release",
    "release_version",
    "request_destruction",
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
    "sign_off_stocktaking",
    "take_over",
    "take_sealed",
    "takes_files",
    "view",
    "visit",
    "void_carrier",
    "withdraw_destruction",
    "withdraw_disclosure",
    "withdraw_grant",
    "withdraw_team_grant",
]

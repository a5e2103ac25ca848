"""Every change of carriers and grants, and every opening of what a carrier holds."""

from shoumi.domains.vault.actions.carriers import (
    Described,
    copy_carrier,
    register_carrier,
    void_carrier,
)
from shoumi.domains.vault.actions.content import add_version
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
from shoumi.domains.vault.actions.uploading import (
    TOO_LARGE,
    Brought,
    begin_upload,
    bring_in,
    finish_upload,
    takes_files,
)
from shoumi.domains.vault.actions.using import download, show_page, view

__all__ = [
    "TOO_LARGE",
    "Brought",
    "Described",
    "add_version",
    "back_from_repair",
    "begin_upload",
    "bring_in",
    "copy_carrier",
    "decide_grant",
    "download",
    "end_grant",
    "export_exposure",
    "finish_upload",
    "give_back",
    "hand_over",
    "lend",
    "recertify_grant",
    "register_carrier",
    "request_grant",
    "revoke_grant",
    "send_to_repair",
    "show_page",
    "takes_files",
    "view",
    "void_carrier",
    "withdraw_grant",
]

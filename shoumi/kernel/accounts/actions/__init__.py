"""Every change of persons, units, posts and accounts."""

from shoumi.kernel.accounts.actions.absences import declare_absence, withdraw_absence
from shoumi.kernel.accounts.actions.feeds import close_feed, open_feed
from shoumi.kernel.accounts.actions.keys import make_key, revoke_key
from shoumi.kernel.accounts.actions.organisation import (
    add_post,
    add_unit,
    end_unit,
    found_company,
)
from shoumi.kernel.accounts.actions.persons import add_person, appoint, end_appointment, end_person
from shoumi.kernel.accounts.actions.signing_in import (
    change_password,
    close_account,
    end_session,
    open_account,
    reset_password,
    shut_door,
    sign_in,
    sign_out,
)

__all__ = [
    "add_person",
    "add_post",
    "add_unit",
    "appoint",
    "change_password",
    "close_account",
    "close_feed",
    "declare_absence",
    "end_appointment",
    "end_person",
    "end_session",
    "end_unit",
    "found_company",
    "make_key",
    "open_account",
    "open_feed",
    "reset_password",
    "revoke_key",
    "shut_door",
    "sign_in",
    "sign_out",
    "withdraw_absence",
]

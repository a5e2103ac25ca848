"""Recovery shares on the terminal: printed once, and asked for, never taken as arguments."""

import argparse

from django.utils import timezone

from shoumi.config.folder import Unusable
from shoumi.config.language import _
from shoumi.foundation.sealing import Altered, SharesRefused
from shoumi.foundation.sealing.escrow import MADE, NEEDED, require_share
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.keyring import State
from shoumi.kernel.storage.keys.escrow import draw_shares, recover, require_recoverable, seal_to

IN_A_LINE = 5
TRIES = 20


def make(_options: argparse.Namespace) -> int:
    """They count only once somebody confirms that they are written down."""
    keyring.unlock()
    new = draw_shares()
    print(_meaning())
    for number, words in enumerate(new.shares, 1):
        print()
        print(_("Share {number} of {made}").format(number=number, made=MADE))
        print("\n".join(_numbered(words.split())))
    print()
    answer = _ask(_("Are all five written down, each by another person? Type yes: "))
    if answer.strip().casefold() not in {"yes", "是"}:
        raise Unusable(_("These shares were thrown away; what was before still holds."))
    seal_to(new.public, by=HOUSE, now=timezone.now)
    print(_("The shares count from now on; older ones don't. Clear this screen."))
    print(_("Save the keystore and the new root key now; older copies don't open what is new."))
    return 0


def _meaning() -> str:
    return _(
        "These five recovery shares are shown only now and are kept nowhere. Any three of them "
        "put a lost root key back; two tell nothing.\n"
        "Give each to another person, on paper, in another place. Never photograph them and never "
        "keep them on a computer.\n"
        "If the root key is lost and fewer than three shares are left, everything that is sealed "
        "is lost for good: nobody can help, not even who made Shoumi.\n"
        "Whoever has three shares and a copy of the keystore can open what is sealed: when a "
        "keeper leaves, make new ones."
    )


def _numbered(words: list[str]) -> list[str]:
    cells = [f"{number:>2} {word:<10}" for number, word in enumerate(words, 1)]
    starts = range(0, len(cells), IN_A_LINE)
    return ["  " + " ".join(cells[start : start + IN_A_LINE]).rstrip() for start in starts]


def use(_options: argparse.Namespace) -> int:
    require_recoverable()
    if keyring.state() is State.OPEN:
        print(_("The keys are open; there is nothing to put back."))
        return 0
    print(_("Type the words of three shares, each share in one line; they are kept nowhere."))
    shares: list[str] = []
    for _try in range(TRIES):
        if len(shares) == NEEDED:
            break
        words = _ask(_("Share {number}: ").format(number=len(shares) + 1))
        refusal = _refusal(words := " ".join(words.split()).lower(), shares)
        if refusal:
            print(refusal)
        else:
            shares.append(words)
    try:
        recover(shares, by=HOUSE, at=timezone.now())
    except SharesRefused:
        raise Unusable(_("These shares don't belong together. Nothing was changed.")) from None
    except Altered:
        raise Unusable(
            _("These shares are not those of this keystore. Nothing was changed.")
        ) from None
    if keyring.state() is not State.OPEN:
        raise Unusable(_("The root key is back, but the keystore is damaged; restore it as well."))
    print(_("The root key is back, and everything opens. Clear this screen."))
    return 0


def _refusal(words: str, so_far: list[str]) -> str:
    if words in so_far:
        return _("This share was given already. Type another one.")
    try:
        require_share(words)
    except SharesRefused:
        return _("A word is misspelt or missing. Compare it with the paper and type it again.")
    return ""


def _ask(prompt: str) -> str:
    """Seen while it is typed: twenty words can't be typed blindly. Raises Unusable at the end of
    what comes in."""
    try:
        return input(prompt)
    except EOFError:
        raise Unusable(_("Nothing was typed. Nothing was changed.")) from None

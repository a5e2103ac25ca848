"""Which role may see which thing, after docs/security.md, and what is wrong with an answer."""

import re
from collections.abc import Iterator

from shoumi.kernel.accounts.middleware import OPEN
from tests.journeys.watched.house import House, uses_of
from tests.journeys.watched.roles import APART, OUTSIDE, Cell, Knocking, plain

# "Who sees what of a secret". The leader was asked about both, the director about the core one.
KEEPERS = frozenset({"engineer", "custodian", "head", "office"})
ENTRY = KEEPERS | {"chemist", "counsel", "leader"}
ASKED = {"core": frozenset({"chair"})}
KNOWS = frozenset({"engineer", "custodian", "head", "chemist"})
LOOKS = frozenset({"engineer", "chemist"})
# The seats of the committee and its office.
MEETS = frozenset({"chair", "leader", "head", "chemist", "counsel", "office"})
# A circular to R&D: its people, the office, and who may approve it.
OF_THE_UNIT = frozenset({"engineer", "custodian", "head", "chemist", "office", "chair"})
# Whoever declared it, the office and the director.
DECLARED = frozenset({"counsel", "office", "chair"})
# A campaign that R&D was asked in, and what it answered to it.
CAMPAIGN = {
    "scheme": MEETS | {"custodian"},
    "answer": frozenset({"custodian", "head", "leader", "chair", "office"}),
}
ANSWERS = KEEPERS | {"counsel"}
NOBODY: frozenset[str] = frozenset()

# What each thing belongs to, by the second word of its name. What is not here is for nobody: of a
# file's own content, which is shown as marked pictures only, no answer ever has a word in it.
ON_THE_ENTRY = ("title", "carrier", "shelf", "place", "measure", "lending", "evidence", "opinion")
OPENED = ("brief", "point", "secrecy", "value", "protection")
OF_GRANTS = ("purpose",)
OF_PARTNERS = ("partner", "recipient", "agreement", "selection")


def may_see(of: str) -> frozenset[str]:
    """The roles that may read a thing's marker; default deny."""
    secret, _, thing = of.partition(".")
    if secret == "early":
        # Nominated and not asked of anybody yet.
        early = {"title": ANSWERS, "place": ANSWERS, "brief": KNOWS - {"chemist"}}
        return early.get(thing, NOBODY)
    if secret == "meeting":
        return MEETS
    if secret == "circular":
        return OF_THE_UNIT
    if secret == "campaign":
        return CAMPAIGN.get(thing, NOBODY)
    if secret == "interest":
        return DECLARED
    if secret not in {"core", "ordinary"}:
        return NOBODY
    if thing in ON_THE_ENTRY:
        return ENTRY | ASKED.get(secret, NOBODY)
    if thing in OPENED:
        return KNOWS
    if thing in OF_GRANTS:
        # The leader decides on grants of the highest grade.
        return ANSWERS | {"chemist"} | ({"leader"} if secret == "core" else NOBODY)
    if thing == "change":
        return LOOKS
    if thing in OF_PARTNERS:
        return ANSWERS
    # A partner's file is named to the office, which reviews what leaves.
    names = KNOWS | ({"office"} if secret == "ordinary" else NOBODY)
    return names if thing == "file_name" else NOBODY


# Addresses below which it is secret that anything is there at all.
SECRET_PLACES = re.compile(
    r"/(records|secrets|carriers|grants|disclosures|versions|looks|papers|evidence|approvals|tasks"
    r"|receipts|dispatches|meetings|agenda|votes|attendances|resolutions"
    r"|circulars|department-reports|department-checks|cooperation|cooperation-answers"
    r"|campaigns|campaign-answers)/[0-9A-Z]"
)


def faults(one: Cell, house: House, knocking: Knocking) -> Iterator[str]:
    """Everything that is wrong with one answer."""
    if one.status >= 500:
        yield f"{one}: broke"
    for thing in sorted(of for of in one.seen if one.role not in may_see(of)):
        yield f"{one}: shows {thing}"
    for thing in sorted(one.in_headers):
        yield f"{one}: {thing} stands in the head or the address"
    if one.role in OUTSIDE and not _is_turned_away(one):
        yield f"{one}: a stranger is let in"
    own = one.role == "sister_custodian" and _is_asked(one.address.path, house)
    if one.role in APART and SECRET_PLACES.match(one.address.path) and not own:
        yield from _differences(one, knocking)
    looked_at = re.match(r"/looks/([^/]+)", one.address.path)
    if looked_at and one.role not in OUTSIDE and one.method == "GET":
        own = looked_at[1] in uses_of(one.role, house)
        if not own and one.status not in {404, 405}:
            yield f"{one}: another's look"


def _is_asked(path: str, house: House) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in house.asked_of_custodians)


def _is_turned_away(one: Cell) -> bool:
    if one.address.name in OPEN or getattr(one.address.view, "is_outdoors", False):
        return True
    if one.address.path.startswith("/api/"):
        return one.status in {401, 404, 405}
    return one.status == 302 and one.location.split("?")[0] == "/sign-in"


def _differences(one: Cell, knocking: Knocking) -> Iterator[str]:
    """What isn't theirs answers as what isn't there."""
    nothing = knocking.nowhere(one.address, one.method)
    if (one.status, plain(one)) != (nothing.status, plain(nothing)):
        yield f"{one}: where nothing is, {nothing.status} is answered, or otherwise"

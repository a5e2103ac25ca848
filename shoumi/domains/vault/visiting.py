"""The visitor: whoever opens a disclosure from outside, known by the link and the code alone."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest

from shoumi.domains.vault.facts import CLOSED, limits_of
from shoumi.domains.vault.models import Disclosure, Grant
from shoumi.domains.vault.rules.disclosing import WRONG_CODES, Outside
from shoumi.domains.vault.rules.screening import shut
from shoumi.kernel.accounts.standing import local_day


@dataclass(frozen=True)
class Visitor:
    """An actor without a person: the recipient of one disclosure."""

    disclosure_id: int
    pk: None = None

    @property
    def pseudonym(self) -> str:
        return f"outside-{self.disclosure_id}"


def digest_of(link: str, code: str) -> str:
    """What is kept of a code. It has some 78 bits of chance, so that a plain digest is enough."""
    plain = "".join(code.upper().split()).replace("-", "")
    return sha256(f"{link}:{plain}".encode()).hexdigest()


def is_right(disclosure: Disclosure, code: str) -> bool:
    made = digest_of(disclosure.link, code)
    return bool(disclosure.code_digest) and compare_digest(made, disclosure.code_digest)


def outside_of(disclosure_id: int, at: datetime) -> tuple[Disclosure | None, Outside | None]:
    """The disclosure as it stands now, and what a look at it depends on. Some four queries."""
    rows = Disclosure.objects.select_related("secret__org_unit", "shown__carrier")
    found = rows.filter(pk=disclosure_id).first()
    if found is None:
        return None, None
    secret = found.secret
    used = found.used.filter(action=Grant.Action.VIEW).count()
    return found, Outside(
        state=found.state,
        is_over=found.ends_at <= at,
        is_closed=secret.state in CLOSED
        or found.shown.carrier.state == "void"
        or shut(found.shown.standing) is not None,
        agreement_holds=found.agreement_until >= local_day(at),
        may_leave=limits_of(secret).may_leave,
        opens_left=found.opens - used,
        is_locked=found.wrong_codes >= WRONG_CODES,
    )

"""How the cast adopts a regime: the committee sits, so its director decides until it meets."""

from collections.abc import Callable
from datetime import date, datetime

from shoumi.demo.cast import Cast
from shoumi.domains.committee.actions import Followed
from shoumi.journeys import deciding
from shoumi.regime.actions import confirm_all, propose_adoption, take_default
from shoumi.regime.models import Edition


def adopt_default(cast: Cast, at: Callable[[], datetime]) -> Edition:
    """Our edition, looked through, put before the committee and decided on."""
    edition = take_default(by=cast["office"], at=at())
    confirm_all(edition, by=cast["office"], at=at())
    propose_adoption(edition, by=cast["office"], at=at())
    return resolve(edition, cast, at)


def resolve(
    edition: Edition,
    cast: Cast,
    at: Callable[[], datetime],
    verdict: str = "agree",
    on: date | None = None,
) -> Edition:
    """What lies before the committee, decided by its director; in force from that day on."""
    deciding.decide_meanwhile(
        entity=cast.units["YL"], text="同意施行本制度。", matter=edition, verdict=verdict,
        followed=Followed(in_force_on=on), by=cast["chair"], at=at(),
    )  # fmt: skip
    return Edition.objects.get(pk=edition.pk)

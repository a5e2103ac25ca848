"""What the vault counts for a department's monthly report is what the reader may see."""

from shoumi.demo.cast import Cast
from shoumi.domains.notices import figures
from shoumi.domains.vault import actions as vault
from shoumi.kernel.accounts.standing import local_day
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.vault import life


def counted(cast: Cast, at: Ticker, who: str, unit: str = "RD") -> dict[str, int]:
    month = local_day(at.now).replace(day=1)
    return figures.counted(cast.units[unit], month, cast[who], at())


def test_carriers_made_and_destroyed_in_the_month(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    kept, gone = (life.sample(company, at, secret) for _ in range(2))
    vault.void_carrier(
        life.fresh(life.sample(company, at, secret)), note="误登记", by=company["office"], at=at()
    )
    life.destroyed(company, at, life.fresh(gone), method="crushed")
    told = counted(company, at, "custodian")
    assert (told["carriers_made"], told["carriers_destroyed"]) == (2, 1)
    assert kept.pk
    for who in ("marketer", "sister_custodian"):
        hidden = counted(company, at, who)
        assert (hidden["carriers_made"], hidden["carriers_destroyed"]) == (0, 0), who
    assert counted(company, at, "custodian", "MK")["carriers_made"] == 0

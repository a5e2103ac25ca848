"""What the demo company keeps in its vault: carriers, grants, looks, a sample that was lent."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from shoumi.demo.cast import Cast
from shoumi.demo.grants import granting
from shoumi.demo.story import Chapter, Story
from shoumi.demo.vault_life import Life
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.actions.disclosing import new_code
from shoumi.domains.vault.models import Carrier, CarrierVersion, Disclosure, Grant
from shoumi.domains.vault.screening import look_through
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals.models import Seat
from shoumi.kernel.records.models import Record


def keeping(
    cast: Cast, story: Story, row: dict[str, Any], secret: Callable[[], TradeSecret]
) -> list[Chapter]:
    """The chapters of one secret that is in force: none where its row names nothing kept."""
    told = Kept(cast, story, row, secret)
    chapters = []
    if "file" in row:
        chapters += [Chapter(24, told.put_in), Chapter(9, told.ask), Chapter(8, told.grant),
                     Chapter(7, told.look)]  # fmt: skip
    if "sample" in row:
        chapters += [Chapter(22, told.enter_sample), Chapter(12, told.lend)]
        chapters += Life(cast, story, secret, told.owner).chapters()
    if "partner" in row:
        chapters += [Chapter(6, told.give), Chapter(5, told.review), Chapter(4, told.hand_out)]
    return chapters + granting(cast, story, row, secret)


class Kept:
    """One secret's carriers."""

    def __init__(
        self, cast: Cast, story: Story, row: dict[str, Any], secret: Callable[[], TradeSecret]
    ) -> None:
        self.cast, self.story, self.row, self.secret = cast, story, row, secret

    @property
    def owner(self) -> Person:
        return self.cast[self.row["nominator"]]

    @property
    def reader(self) -> Person:
        return self.cast[self.row["audience"][0]]

    def put_in(self) -> None:
        described = actions.Described(
            title=self.row["file"], medium="electronic", form="file", whereabouts="保管库"
        )
        carrier = actions.register_carrier(
            self.secret(), described=described, by=self.owner, at=self.story()
        )
        text = "\n\n".join([self.row["file"], *self.row["points"], self.row["brief"]])
        version = actions.add_version(
            carrier, file=io.BytesIO(text.encode()), name=f"{self.row['file']}.txt",
            by=self.owner, at=self.story(),
        )  # fmt: skip
        look_through(version, at=self.story())

    def ask(self) -> None:
        at = self.story()
        core = self.row["grade"] == "core"
        actions.request_grant(
            self.secret(), purpose="新产线调试，核对工艺参数。", actions=["view"], starts_at=at,
            ends_at=at + timedelta(days=3 if core else 30), uses=2 if core else None,
            by=self.reader, at=at,
        )  # fmt: skip

    def grant(self) -> None:
        grant = Grant.objects.get(secret=self.secret(), way="asked")
        while (seat := self._next(grant)) is not None:
            fresh = Grant.objects.get(pk=grant.pk)
            actions.decide_grant(fresh, verdict="agree", by=seat.person, at=self.story())

    def look(self) -> None:
        carrier = Carrier.objects.get(secret=self.secret(), form="file")
        version = carrier.versions.get()
        actions.view(carrier, version=version, by=self.reader, at=self.story())

    def enter_sample(self) -> None:
        described = actions.Described(
            title=self.row["sample"], medium="physical", form="sample",
            whereabouts="研发中心样品柜 B-3",
        )  # fmt: skip
        actions.register_carrier(self.secret(), described=described, by=self.owner, at=self.story())

    def lend(self) -> None:
        carrier, at = Carrier.objects.get(secret=self.secret(), form="sample"), self.story()
        back = local_day(at) + timedelta(days=30)
        actions.lend(
            carrier, to=self.reader, purpose="比对试验", back_by=back, by=self.owner, at=at
        )

    def give(self) -> None:
        version, at = CarrierVersion.objects.get(carrier__secret=self.secret()), self.story()
        actions.request_disclosure(
            self.secret(), shown=version, way="link", partner=self.row["partner"],
            recipient="冯工", agreement="对外保密协议〔2026〕第18号",
            agreement_until=local_day(at) + timedelta(days=365), purpose="设备选型，核对升温区间。",
            ends_at=at + timedelta(days=20), opens=5, by=self.owner, at=at,
        )  # fmt: skip

    def review(self) -> None:
        row = Disclosure.objects.get(secret=self.secret())
        while (seat := self._next(row)) is not None:
            fresh = Disclosure.objects.get(pk=row.pk)
            actions.decide_disclosure(fresh, verdict="agree", by=seat.person, at=self.story())

    def hand_out(self) -> None:
        row = Disclosure.objects.get(secret=self.secret())
        actions.hand_out(row, code=new_code(), by=self.owner, at=self.story())

    def _next(self, record: Record) -> Seat | None:
        waiting = Seat.objects.filter(
            step__approval__record_id=record.pk, step__approval__state="pending",
            decisions__isnull=True,
        )  # fmt: skip
        return waiting.order_by("step__order", "pk").first()

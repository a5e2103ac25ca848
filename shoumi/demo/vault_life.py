"""The later life of the demo's carriers: counted, one missing and found again, one destroyed."""

from collections.abc import Callable
from datetime import timedelta

from shoumi.demo.cast import Cast
from shoumi.demo.story import Chapter, Story
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.destroying import go_on
from shoumi.domains.vault.models import Carrier, Destruction, Handover, Stocktaking
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day

CABINET = "研发中心档案柜 A-1"


class Life:
    """What becomes of an old paper of one secret, and of the sample that was lent."""

    def __init__(
        self, cast: Cast, story: Story, secret: Callable[[], TradeSecret], owner: Person
    ) -> None:
        self.cast, self.story, self.secret, self.owner = cast, story, secret, owner

    def chapters(self) -> list[Chapter]:
        return [
            Chapter(21, self.enter_paper),
            Chapter(20, self.count),
            Chapter(18, self.sign_off),
            Chapter(16, self.find_again),
            Chapter(14, self.ask_to_destroy),
            Chapter(13, self.approve),
            Chapter(11, self.destroy),
            Chapter(11, self.confirm),
        ]

    def enter_paper(self) -> None:
        described = actions.Described(
            title="旧版试验记录（纸质）",
            medium="physical",
            form="paper",
            whereabouts=CABINET,
            pieces=3,
        )
        actions.register_carrier(self.secret(), described=described, by=self.owner, at=self.story())

    def count(self) -> None:
        """Everything is there but the paper."""
        custodian, at = self.cast["custodian"], self.story()
        taking = actions.open_stocktaking(
            unit=self.cast.units["RD"], due_on=local_day(at) + timedelta(days=10), by=custodian,
            at=at,
        )  # fmt: skip
        for line in taking.lines.select_related("carrier").order_by("pk"):
            carrier = line.carrier
            if carrier is not None:
                result = "missing" if carrier.form == Carrier.Form.PAPER else "found"
                actions.count(taking, carrier=carrier, result=result, by=custodian, at=self.story())
        actions.close_stocktaking(Stocktaking.objects.get(), by=custodian, at=self.story())

    def sign_off(self) -> None:
        taking = Stocktaking.objects.get()
        actions.sign_off_stocktaking(taking, by=self.cast["head"], at=self.story())

    def find_again(self) -> None:
        taking, custodian = Stocktaking.objects.get(), self.cast["custodian"]
        line = taking.lines.get(result="missing")
        actions.clear_missing(
            taking, line=line, note="归档时放错柜层，当日找到。", place=CABINET, by=custodian,
            at=self.story(),
        )  # fmt: skip
        actions.issue_count_sheet(Stocktaking.objects.get(), by=custodian, at=self.story())

    def ask_to_destroy(self) -> None:
        paper = Carrier.objects.get(secret=self.secret(), form="paper")
        actions.request_destruction(
            self.secret(), carriers=[paper], method="shredded", reason="已由电子版取代，不再使用。",
            by=self.cast["custodian"], at=self.story(),
        )  # fmt: skip

    def approve(self) -> None:
        for person in (self.owner, self.cast["office"]):
            actions.decide_destruction(
                Destruction.objects.get(), verdict="agree", by=person, at=self.story()
            )

    def destroy(self) -> None:
        at = self.story()
        spot = actions.OnTheSpot(
            done_on=local_day(at), place="办公楼 2 层碎纸间", executor=self.cast["custodian"],
            witness=self.cast["office"],
        )  # fmt: skip
        actions.destroy(Destruction.objects.get(), spot=spot, by=self.cast["custodian"], at=at)
        go_on(by=HOUSE, at=self.story())

    def confirm(self) -> None:
        """The sample that was lent: its receiver says that he has it, and its slip is issued."""
        handover = Handover.objects.get(carrier__secret=self.secret(), kind=Handover.Kind.LENT)
        assert handover.to_person is not None  # noqa: S101 - it was lent to somebody
        actions.confirm_receipt(
            handover.carrier, handover=handover, by=handover.to_person, at=self.story()
        )
        carrier = Carrier.objects.get(pk=handover.carrier_id)
        actions.issue_slip(carrier, handover=handover, by=self.owner, at=self.story())

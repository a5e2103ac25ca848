"""The demo's grading campaign: every department looks through what it has, and answers in time."""

from shoumi.demo.telling import Part
from shoumi.domains.register import actions
from shoumi.domains.register.campaigns.facts import nominated_since
from shoumi.domains.register.models import Campaign, CampaignAnswer
from shoumi.kernel.accounts.models import OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import holders

SEEN = {
    "RD": "对照范围目录清理了配方、工艺和试验数据；低温路线的失败试验记录须单独保管。",
    "MK": "客户报价和投标测算散在个人文件夹，已收拢到部门加密盘。",
}
NOTHING = "对照范围目录逐项清理，没有新的应定密事项。"


class Grading(Part):
    """`begin`, the committee decides, `answer`, `close`."""

    key = 0

    @property
    def campaign(self) -> Campaign:
        return Campaign.objects.get(pk=self.key)

    def begin(self) -> None:
        scheme = actions.Scheme(
            "年度定密普查",
            "各部门对照范围目录清理技术信息和经营信息，应定未定的提名，无新增的零报告。",
            self.ahead(-60), self.ahead(16 + 28),
        )  # fmt: skip
        begun = actions.begin_campaign(
            scheme=scheme, unit=self.cast.units["YL"], by=self.office, at=self.story()
        )
        self.key = begun.pk
        actions.submit_campaign(begun, by=self.office, at=self.story())

    def answer(self) -> None:
        """The administrator writes, the head or the leader in charge confirms."""
        rows = CampaignAnswer.objects.filter(campaign=self.key).select_related("org_unit", "owner")
        for row in rows.order_by("pk"):
            by = self._holder(row.org_unit, Role.CUSTODIAN, Role.HEAD)
            text = SEEN.get(row.org_unit.code)
            if text is None:
                actions.answer_nothing(row, note=NOTHING, by=by, at=self.story())
            else:
                at = self.story()
                named = list(nominated_since(row, by, at)[:2])
                actions.answer_campaign(row, secrets=named, text=text, by=by, at=at)
            fresh = CampaignAnswer.objects.get(pk=row.pk)
            if fresh.confirmed_on is None:
                above = self._holder(row.org_unit, Role.HEAD, Role.LEADER)
                actions.confirm_answer(fresh, by=above, at=self.story())

    def _holder(self, unit: OrgUnit, *roles: Role) -> Person:
        return next(one for role in roles for one in holders(unit, role, on=self.today))

    def close(self) -> None:
        actions.close_campaign(self.campaign, by=self.office, at=self.story())
